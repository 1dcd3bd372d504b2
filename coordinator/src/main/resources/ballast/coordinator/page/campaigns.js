// All campaigns, the latest first.
import {badge, h} from '/page/dom.js';
import {campaignLink} from '/page/stream.js';

const ORDER = ['completed', 'running', 'failed', 'skipped', 'waiting'];
const total = counts => ORDER.reduce((sum, name) => sum + counts[name], 0);

/** Its runs by state, in words. */
const words = counts => ORDER.filter(name => counts[name]).map(name => `${counts[name]} ${name}`).join(', ') || 'no runs';

export function progress(counts) {
  const all = total(counts) || 1;
  const bar = h('span', {class: 'progress', 'aria-hidden': 'true'});
  for (const name of ORDER.slice(0, 4)) {
    const part = h('i', {class: name});
    part.style.width = `${100 * counts[name] / all}%`;
    bar.append(part);
  }
  return bar;
}

const standing = campaign => campaign.ended ? badge('completed', 'ended')
  : campaign.paused ? badge('paused', 'paused') : badge('running', 'open');

/** One campaign in a few lines. */
export function campaignRow(campaign) {
  return h('div', {class: 'campaign', 'data-campaign': campaign.id},
    h('div', {class: 'top'}, h('a', {href: campaignLink(campaign.id)}, campaign.name), ' ', h('span', {class: 'sub'}, campaign.id), ' ', standing(campaign)),
    progress(campaign.counts), h('p', {class: 'note'}, words(campaign.counts)));
}

export function campaignsView(lab) {
  const list = h('div');
  const node = h('div', {}, h('div', {class: 'head'}, h('h1', {tabindex: '-1'}, 'Campaigns')), list);
  const tell = () => {
    const all = [...lab.campaigns].reverse();
    list.replaceChildren(...(all.length || !lab.known.campaigns
      ? all.map(campaign => h('section', {class: 'card', 'aria-label': `Campaign ${campaign.name} ${campaign.id}`}, campaignRow(campaign)))
      : [h('p', {class: 'empty'}, 'There is no campaign yet. Hand one in with: ', h('code', {}, 'ballast submit MATRIX'))]));
  };
  lab.addEventListener('campaigns', tell);
  tell();
  return {node, close: () => lab.removeEventListener('campaigns', tell)};
}
