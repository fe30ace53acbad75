// Keeps a tab in step with the files behind it. Only `rightsbook serve` adds this; a published
// site does not have it.
(() => {
  'use strict';
  const me = document.currentScript;
  const own = me.src.slice(0, me.src.lastIndexOf('/') + 1);
  const key = me.dataset.key;
  let files = me.dataset.files;
  const broken = document.body ? document.body.className === 'broken' : false;
  let stream = null;
  let later = 0;

  // A hidden tab lets go of its connection: a browser grants six to a host.
  function listen() {
    if (stream || document.hidden) return;
    clearTimeout(later);
    const page = encodeURIComponent(location.pathname);
    stream = new EventSource(`${own}events?page=${page}&key=${key}&files=${files}`);
    stream.addEventListener('page', reload);
    stream.addEventListener('files', (event) => renew(JSON.parse(event.data)));
    stream.addEventListener('problems', (event) => show(JSON.parse(event.data)));
    stream.addEventListener('error', () => {
      // A refusal closes the stream for good; a server that is gone may come back.
      if (stream && stream.readyState === EventSource.CLOSED) {
        leave();
        later = setTimeout(listen, 1000);
      }
    });
  }

  function leave() {
    if (stream) stream.close();
    stream = null;
  }

  document.addEventListener('visibilitychange', () => (document.hidden ? leave() : listen()));
  addEventListener('pagehide', leave);
  addEventListener('pageshow', listen);

  // The reader's place is the nearest anchor above it: what comes or goes further up does not
  // move the text that is looked at.
  function place() {
    let best = null;
    for (const element of document.querySelectorAll('main [id]')) {
      const box = element.getBoundingClientRect();
      if (!box.width && !box.height) continue;
      if (best && box.top > 40) break;
      best = { id: element.id, top: box.top };
    }
    return { ...best, x: scrollX, y: scrollY };
  }

  function reload() {
    leave();
    history.scrollRestoration = 'manual';
    history.replaceState({ ...history.state, rightsbook: place() }, '');
    location.reload();
  }

  function back() {
    const was = history.state && history.state.rightsbook;
    if (!was) return;
    const element = was.id && document.getElementById(was.id);
    const y = element ? scrollY + element.getBoundingClientRect().top - was.top : was.y;
    scrollTo({ left: was.x, top: y, behavior: 'instant' });
  }

  function arrived() {
    back();
    if (history.state && history.state.rightsbook) {
      const { rightsbook, ...rest } = history.state;
      history.replaceState(rest, '');
      history.scrollRestoration = 'auto';
    }
  }

  // Static files: style sheets are swapped, anything else that the page shows reloads it.
  function renew(news) {
    files = news.digest;
    const root = new URL('..', own).pathname;
    const changed = new Set(news.changed.map((name) => root + name));
    const shows = (element) => {
      const address = element.currentSrc || element.src || element.href;
      return address && changed.has(new URL(address, location.href).pathname);
    };
    const sheets = [...document.querySelectorAll('link[rel~="stylesheet"]')].filter(shows);
    const others = [...document.querySelectorAll('img, source, video, audio, link[rel~="icon"]')];
    if (others.some(shows)) return reload();
    for (const sheet of sheets) {
      const next = sheet.cloneNode();
      next.href = `${sheet.href.split('?')[0]}?${news.digest}`;
      next.addEventListener('load', () => sheet.remove());
      next.addEventListener('error', () => next.remove());
      sheet.after(next);
    }
  }

  // What is wrong, over the page. Text only: nothing that a file says becomes markup.
  let box = null;
  let told = '';
  let open = true;
  function show(problems) {
    const now = JSON.stringify(problems);
    if (now !== told) open = true;
    told = now;
    if (box) box.remove();
    box = null;
    if (!problems.length || broken) return;
    box = document.createElement('div');
    box.id = '_rightsbook-problems';
    const shadow = box.attachShadow({ mode: 'open' });
    const style = document.createElement('link');
    style.rel = 'stylesheet';
    style.href = `${own}live.css`;
    const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
    shadow.append(style, open ? panel(problems, count) : badge(problems, count));
    document.documentElement.append(box);
  }

  function panel(problems, count) {
    const panel = make('section', 'panel');
    panel.setAttribute('role', 'alertdialog');
    panel.setAttribute('aria-label', 'Problems in the archive');
    const head = make('header');
    head.append(make('h1', '', count), button('Dismiss', problems, false));
    const words = 'What you see is the last state without them. This goes by itself once the files are mended.';
    panel.append(head, make('p', '', words));
    for (const problem of problems) panel.append(make('pre', '', problem));
    return panel;
  }

  function badge(problems, count) {
    return button(count, problems, true, 'badge');
  }

  function button(words, problems, to, name) {
    const button = make('button', name, words);
    button.type = 'button';
    button.addEventListener('click', () => {
      open = to;
      show(problems);
    });
    return button;
  }

  function make(kind, name, text) {
    const element = document.createElement(kind);
    if (name) element.className = name;
    if (text) element.textContent = text;
    return element;
  }

  addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && box && open) {
      open = false;
      show(JSON.parse(told));
    }
  });

  arrived();
  addEventListener('load', () => listen());
  listen();
})();
