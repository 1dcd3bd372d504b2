// The last minutes of one quantity on a grid of time: as much is kept as a plot is wide.

export class Ring {
  constructor(step, slots) {
    this.step = step;
    this.values = new Float32Array(slots).fill(NaN);
    this.latest = -1;
  }

  /** Of each slot the last value; what comes late is passed over. */
  put(millis, value) {
    const slot = Math.floor(millis / this.step);
    if (slot < this.latest) return;
    const size = this.values.length;
    if (this.latest >= 0) {
      for (let gap = Math.max(this.latest + 1, slot - size + 1); gap < slot; gap++) this.values[gap % size] = NaN;
    }
    this.values[slot % size] = value;
    this.latest = slot;
  }

  at(slot) {
    return slot > this.latest || slot <= this.latest - this.values.length ? NaN : this.values[slot % this.values.length];
  }
}
