// A host's VMs, their resident memory stacked over time against the host's budget.
import {colour, h, setText} from '/page/dom.js';
import {bytes, clock} from '/page/format.js';
import {axes, byClock, Plot} from '/page/plot.js';
import {WINDOWS} from '/page/lab-state.js';

const MIB = 1 << 20;
const NEAR = 0.04;

/** Neighbours differ: by the golden angle, and every other one is darker. */
export function layerColour(index) {
  const light = parseFloat(colour('--layer-light')) + (index % 2 ? 8 : 0);
  return `hsl(${(210 + index * 137.5) % 360} ${colour('--layer-sat')} ${light}%)`;
}

export class Stack {
  constructor(lab, host) {
    this.lab = lab;
    this.host = host;
    this.vms = [];
    this.layers = [];
    this.seconds = 60;
    this.visible = true;
    this.place = h('div', {class: 'chart', role: 'img', 'aria-label': `Resident memory of the VMs of host ${host} over time, stacked, against its budget`});
    this.readout = h('p', {class: 'readout'});
    this.node = h('div', {}, this.place, this.readout);
    this.seen = new IntersectionObserver(entries => { this.visible = entries[entries.length - 1].isIntersecting; });
    this.seen.observe(this.place);
  }

  /** @param vms in the order in which they lie upon each other */
  setVms(vms) {
    this.vms = vms;
    this.colours = vms.map((vm, i) => layerColour(i));
  }

  draw(host) {
    this.told = host;
    if (!this.visible || document.hidden || !this.place.isConnected) return;
    this.compute();
    if (!this.plot) {
      this.plot = new Plot(this.place, 230, () => this.options(), this.data);
      return;
    }
    this.plot.setData(this.data);
    this.read();
  }

  /** Sums from the bottom up, each a line of the picture; of a VM that has said nothing yet in a slot, what it said before. */
  compute() {
    const {step, slots} = WINDOWS[this.seconds];
    const to = Math.floor(this.lab.now() / step);
    const from = to - slots + 1;
    if (!this.x || this.x.length !== slots) this.x = new Float64Array(slots);
    for (let i = 0; i < slots; i++) this.x[i] = (from + i) * step / 1000;
    let below = new Float64Array(slots);
    this.layers = this.vms.map(vm => {
      const layer = Float64Array.from(below);
      const end = vm.ended ? Math.floor(vm.ended / step) : Infinity;
      const ring = vm.rings[this.seconds];
      let value = NaN;
      for (let slot = from - Math.ceil(4000 / step); slot <= to; slot++) {
        const here = ring.at(slot);
        if (here === here) value = here;
        const i = slot - from;
        if (i >= 0 && value === value && slot <= end) layer[i] += value;
      }
      below = layer;
      return layer;
    });
    this.data = [this.x, below];
  }

  options() {
    this.palette = {budget: colour('--budget'), planned: colour('--soft')};
    this.colours = this.vms.map((vm, i) => layerColour(i));
    return {
      padding: [10, 8, 0, 0],
      legend: {show: false},
      cursor: {points: {show: false}, drag: {x: false, y: false}, y: false},
      scales: {
        x: {time: false, range: () => [this.x[0], this.x[this.x.length - 1]]},
        y: {range: (plot, low, high) => [0, Math.max(64, (high || 0) * 1.06, this.limits().top * 1.06)]},
      },
      axes: axes(byClock),
      series: [{}, {stroke: colour('--text'), width: 1, points: {show: false}}],
      hooks: {drawAxes: [plot => this.paint(plot)], setCursor: [() => this.read()]},
    };
  }

  /** In MiB. A budget far above what is used is told, not drawn: else nothing could be seen below it. */
  limits() {
    const {budget, guard} = this.told;
    const limit = budget / MIB;
    const most = this.data[1].reduce((max, sum) => Math.max(max, sum), 0);
    const drawn = most > limit * NEAR || most === 0;
    return {budget: limit, drawn, planned: guard ? guard.planned / MIB : null, top: drawn ? limit : 0};
  }

  paint(plot) {
    const {ctx, bbox} = plot;
    const {min, max} = plot.scales.y;
    const high = value => bbox.top + bbox.height * (1 - (value - min) / (max - min));
    const wide = i => bbox.left + bbox.width * i / (this.x.length - 1);
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    const count = this.x.length;
    let below = new Float64Array(count);
    this.layers.forEach((layer, k) => {
      ctx.beginPath();
      ctx.moveTo(wide(0), high(layer[0]));
      for (let i = 1; i < count; i++) ctx.lineTo(wide(i), high(layer[i]));
      for (let i = count - 1; i >= 0; i--) ctx.lineTo(wide(i), high(below[i]));
      ctx.fillStyle = this.colours[k];
      ctx.fill();
      below = layer;
    });
    const {budget, planned, drawn} = this.limits();
    if (drawn) this.line(ctx, bbox, high(budget), this.palette.budget, [], 2 * devicePixelRatio);
    if (planned) this.line(ctx, bbox, high(planned), this.palette.planned, [6, 4], 1.5 * devicePixelRatio);
    ctx.restore();
  }

  line(ctx, bbox, y, stroke, dash, width) {
    ctx.beginPath();
    ctx.setLineDash(dash.map(part => part * devicePixelRatio));
    ctx.strokeStyle = stroke;
    ctx.lineWidth = width;
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
    ctx.setLineDash([]);
  }

  /** What is under the pointer. */
  read() {
    const plot = this.plot && this.plot.plot;
    const index = plot ? plot.cursor.idx : null;
    if (index === null || index === undefined) {
      setText(this.readout, '');
      return;
    }
    const level = plot.posToVal(plot.cursor.top, 'y');
    const at = this.layers.findIndex(layer => level <= layer[index]);
    const vm = this.vms[at];
    const own = vm ? this.layers[at][index] - (at > 0 ? this.layers[at - 1][index] : 0) : 0;
    setText(this.readout, `${clock(this.x[index] * 1000)}: ${bytes(this.data[1][index] * MIB)} in all`
      + (vm && level >= 0 ? `; ${vm.mode}, cell ${vm.cell} rep ${vm.repetition}, VM ${vm.vm}: ${bytes(own * MIB)}` : ''));
  }

  close() {
    this.seen.disconnect();
    if (this.plot) this.plot.close();
  }
}
