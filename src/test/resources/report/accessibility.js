// Run in a copy of the page: writes what is wrong, one finding a line, into an element that the test reads.
(() => {
  const wrong = [];
  const name = (e) => e.tagName.toLowerCase() + (e.className ? '.' + e.className : '') + ' "' + e.textContent.trim().slice(0, 40) + '"';
  if (!document.documentElement.lang) wrong.push('no language');
  if (!document.title.trim()) wrong.push('no title');
  for (const mark of ['header', 'nav', 'main', 'footer'])
    if (document.querySelectorAll('body > ' + mark).length !== 1) wrong.push('not one landmark ' + mark);
  let level = 0;
  for (const h of document.querySelectorAll('h1,h2,h3,h4,h5,h6')) {
    const n = Number(h.tagName[1]);
    if (n > level + 1) wrong.push('heading skips a level: ' + name(h));
    if (!h.textContent.trim()) wrong.push('empty heading');
    level = n;
  }
  if (document.querySelectorAll('h1').length !== 1) wrong.push('not one h1');
  for (const th of document.querySelectorAll('th')) if (!th.scope) wrong.push('no scope: ' + name(th));
  for (const e of document.querySelectorAll('a,summary,button,[tabindex],nav,section[id]')) {
    const labelled = e.getAttribute('aria-label') || e.getAttribute('aria-labelledby') || e.textContent.trim();
    if (!labelled) wrong.push('no name: ' + name(e));
  }
  for (const e of document.querySelectorAll('[aria-labelledby]'))
    if (!document.getElementById(e.getAttribute('aria-labelledby'))) wrong.push('labelled by nothing: ' + name(e));
  const ids = new Set();
  for (const e of document.querySelectorAll('[id]')) { if (ids.has(e.id)) wrong.push('id twice: ' + e.id); ids.add(e.id); }
  for (const a of document.querySelectorAll('a[href^="#"]'))
    if (!ids.has(a.getAttribute('href').slice(1))) wrong.push('leads nowhere: ' + name(a));
  const parse = (c) => { const m = c.match(/[\d.]+/g).map(Number); return {r: m[0], g: m[1], b: m[2], a: m.length > 3 ? m[3] : 1}; };
  const lum = (c) => [c.r, c.g, c.b].map((v) => { v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; })
    .reduce((s, v, i) => s + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (e) => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor); if (c.a > 0.99) return c; }
    return parse(matchMedia('(prefers-color-scheme: dark)').matches ? 'rgb(18,18,18)' : 'rgb(255,255,255)'); };
  const seen = new Set();
  for (const e of document.querySelectorAll('body *')) {
    if (![...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim())) continue;
    const ink = parse(getComputedStyle(e).color), paper = ground(e);
    const a = lum(ink), b = lum(paper), ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const key = e.tagName + e.className;
    if (ratio < 4.5 && !seen.has(key)) { seen.add(key); wrong.push('contrast ' + ratio.toFixed(2) + ': ' + name(e)); }
  }
  for (const r of performance.getEntriesByType('resource')) wrong.push('loads ' + r.name);
  if (document.documentElement.scrollWidth > innerWidth + 1) wrong.push('wider than the window by ' + (document.documentElement.scrollWidth - innerWidth));
  const out = document.createElement('div');
  out.id = 'accessibility';
  out.textContent = '[[' + matchMedia('(prefers-color-scheme: dark)').matches + '|' + innerWidth + '|' + wrong.join('\n') + ']]';
  document.body.appendChild(out);
})();
