// Numbers and times for people.

const MIB = 1 << 20;
const GIB = 1 << 30;

/** Three digits, with the unit that fits; a dash for what is not known. */
export function bytes(value) {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–';
  if (value >= 1000 * MIB) return `${significant(value / GIB)} GiB`;
  if (value >= MIB) return `${significant(value / MIB)} MiB`;
  return value >= 1024 ? `${significant(value / 1024)} KiB` : `${value} B`;
}

/** Three digits, and more only before the point. */
export function significant(value) {
  const size = Math.abs(value);
  if (size === 0) return '0';
  const digits = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : size >= 0.1 ? 3 : 4;
  return value.toFixed(digits);
}

export function duration(seconds) {
  if (!Number.isFinite(seconds)) return '–';
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 100) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 100 ? `${minutes} min` : `${(seconds / 3600).toFixed(1)} h`;
}

const two = value => String(value).padStart(2, '0');

export function clock(millis) {
  const at = new Date(millis);
  return `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}

export function moment(millis) {
  const at = new Date(millis);
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${clock(millis)}`;
}

/** "1 host", "3 hosts". */
export const count = (number, one, many = `${one}s`) => `${number} ${number === 1 ? one : many}`;

/** A cell in a few words: its mode and what tells it from others. */
export const cellName = cell => [cell.mode, ...Object.entries(cell.varying)
  .filter(([, value]) => value !== null)
  .map(([name, value]) => `${name}=${value}`)].join(' ');

const STATES = {
  waiting: ['○', 'waiting'], running: ['▶', 'running'], completed: ['✓', 'completed'],
  failed: ['✕', 'failed'], skipped: ['–', 'skipped'], cancelled: ['⊘', 'cancelled'],
};
export const stateIcon = state => (STATES[state] || ['?'])[0];
export const stateText = run => run.state === 'running' ? (run.phase || 'starting') : (STATES[run.state] || ['', run.state])[1];
