'use strict';
(() => {
  const find = (query, within = document) => Array.from(within.querySelectorAll(query));
  const filters = document.getElementById('filters');
  const boxes = filters ? find('input[name=status]', filters) : [];
  const field = name => filters.querySelector(`[name=${name}]`);
  const controls = find('details.control');
  const texts = new Map();

  // What a reader would find by looking: all text of a control, without regard to case.
  const text = control => {
    if (!texts.has(control)) texts.set(control, control.textContent.toLowerCase());
    return texts.get(control);
  };

  const wanted = () => {
    const set = new Map();
    const statuses = boxes.filter(box => box.checked).map(box => box.value);
    if (statuses.length) set.set('status', statuses.join(','));
    for (const name of ['level', 'section', 'text']) {
      const value = field(name) ? field(name).value.trim() : '';
      if (value) set.set(name, value);
    }
    return set;
  };

  const matches = (control, set) =>
    (!set.has('status') || set.get('status').split(',').includes(control.dataset.status)) &&
    (!set.has('level') || set.get('level') === control.dataset.level) &&
    (!set.has('section') || set.get('section') === control.dataset.section) &&
    (!set.has('text') || text(control).includes(set.get('text').toLowerCase()));

  const apply = () => {
    const set = wanted();
    for (const control of controls) control.hidden = !matches(control, set);
    for (const chapter of find('.chapter')) {
      chapter.hidden = !chapter.querySelector('details.control:not([hidden])');
    }
    const shown = controls.filter(control => !control.hidden).length;
    document.getElementById('count').textContent = `${shown} of ${controls.length} controls shown`;
    filters.classList.toggle('active', set.size > 0);
    return set;
  };

  // The filters are part of the address, so that a view can be sent to somebody.
  const changed = () => {
    const hash = new URLSearchParams([...apply()]).toString();
    history.replaceState(null, '', hash ? `#${hash}` : '#controls');
  };

  const target = id => {
    const element = document.getElementById(id);
    for (let at = element; at; at = at.parentElement) {
      if (at.tagName === 'DETAILS') at.open = true;
      at.hidden = false;
    }
    return element;
  };

  const fromAddress = () => {
    let hash = location.hash.slice(1);
    if (filters && hash.includes('=')) {
      const set = new URLSearchParams(hash);
      const statuses = (set.get('status') || '').toLowerCase().split(',');
      for (const box of boxes) box.checked = statuses.includes(box.value);
      for (const name of ['level', 'section', 'text']) {
        if (field(name)) field(name).value = set.get(name) || '';
      }
      apply();
      filters.scrollIntoView();
    } else {
      try { hash = decodeURIComponent(hash); } catch { /* then it names nothing */ }
      const element = hash ? target(hash) : null;
      if (element) element.scrollIntoView();
    }
  };

  const clear = () => {
    for (const box of boxes) box.checked = false;
    for (const name of ['level', 'section', 'text']) if (field(name)) field(name).value = '';
  };

  const openAll = open => {
    for (const control of controls) if (!control.hidden) control.open = open;
  };

  addEventListener('hashchange', fromAddress);

  // On paper nothing can be unfolded.
  let folded = [];
  addEventListener('beforeprint', () => {
    folded = find('details:not([open])');
    for (const details of folded) details.open = true;
  });
  addEventListener('afterprint', () => {
    for (const details of folded) details.open = false;
  });

  // A page without filters has the rest of this.
  if (filters) {
    filters.addEventListener('input', changed);
    document.getElementById('reset').addEventListener('click', () => { clear(); changed(); });
    document.getElementById('open').addEventListener('click', () => openAll(true));
    document.getElementById('close').addEventListener('click', () => openAll(false));
    for (const link of find('a[data-status]')) {
      link.addEventListener('click', () => {
        clear();
        for (const box of boxes) box.checked = box.value === link.dataset.status;
        setTimeout(changed);
      });
    }
    filters.hidden = false;
    apply();
  }
  fromAddress();
})();
