// Elements without a framework: what is text stays text, whatever a guest or a matrix has in it.

const SVG = 'http://www.w3.org/2000/svg';

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? '' : value);
  }
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) node.append(child);
  }
  return node;
}

export const h = (tag, attributes, ...children) => fill(document.createElement(tag), attributes, children);
export const svg = (tag, attributes, ...children) => fill(document.createElementNS(SVG, tag), attributes, children);

/** Touches the page only where the text is another one. */
export function setText(node, text) {
  if (node.firstChild && node.firstChild.nodeType === 3 && !node.firstChild.nextSibling) {
    if (node.firstChild.data !== text) node.firstChild.data = text;
  } else if (node.textContent !== text || text === '') {
    node.textContent = text;
  }
}

export const badge = (kind, text) => h('span', {class: `badge ${kind}`}, text);

export const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** One of several, as buttons beside each other. */
export function segments(label, options, chosen, choose) {
  const group = h('div', {class: 'segments', role: 'group', 'aria-label': label});
  for (const [value, text] of options) {
    group.append(h('button', {
      type: 'button', 'aria-pressed': String(value === chosen), 'data-value': value,
      onclick: event => {
        for (const button of group.children) button.setAttribute('aria-pressed', String(button === event.currentTarget));
        choose(value);
      },
    }, text));
  }
  return group;
}
