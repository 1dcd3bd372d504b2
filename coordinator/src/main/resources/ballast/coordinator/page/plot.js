// uPlot in the page's colours: what all plots have in common.
import {colour} from '/page/dom.js';
import {clock, duration} from '/page/format.js';

const {uPlot} = globalThis;

const gib = values => values.map(value => value === null ? '' : value >= 10240
  ? `${(value / 1024).toFixed(0)} GiB` : value >= 1024 ? `${(value / 1024).toFixed(1)} GiB` : `${Math.round(value)} MiB`);

// whole binary steps, so that the axis reads 256, 512, 1024 and not 300, 600
const STEPS = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768, 65536, 131072, 262144, 524288, 1048576];

const SECONDS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 43200, 86400];

export function axes(times) {
  const common = {stroke: colour('--soft'), grid: {stroke: colour('--grid'), width: 1}, ticks: {show: false}, font: '12px system-ui, sans-serif'};
  return [
    {...common, values: (plot, values) => values.map(times), incrs: SECONDS, space: 90, size: 28, grid: {show: false}},
    {...common, values: (plot, values) => gib(values), incrs: STEPS, size: 64, space: 34},
  ];
}

export const byClock = seconds => clock(seconds * 1000);
export const byDuration = seconds => seconds < 100 ? `${Math.round(seconds)} s` : duration(seconds);

/** A plot that is as wide as its place. */
export class Plot {
  /** @param make options of uPlot, without a size */
  constructor(place, height, make, data) {
    this.place = place;
    this.height = height;
    this.make = make;
    this.data = data;
    this.onTheme = () => this.build();
    window.addEventListener('theme', this.onTheme);
    this.sizes = new ResizeObserver(() => this.resize());
    this.sizes.observe(place);
    this.build();
  }

  build() {
    if (this.plot) this.plot.destroy();
    this.plot = new uPlot({...this.make(), width: this.width(), height: this.height}, this.data, this.place);
  }

  width() {
    return Math.max(200, Math.floor(this.place.clientWidth) || 600);
  }

  resize() {
    if (this.plot.width !== this.width()) this.plot.setSize({width: this.width(), height: this.height});
  }

  setData(data) {
    this.data = data;
    this.plot.setData(data);
  }

  close() {
    window.removeEventListener('theme', this.onTheme);
    this.sizes.disconnect();
    this.plot.destroy();
  }
}
