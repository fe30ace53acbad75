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

  // The reader's place is an anchor in sight. Numbers move when a paragraph comes or goes, so an
  // anchor is known again by its words; some are kept, in case the nearest is the one that changed.
  const words = (element) => element.textContent.replace(/^[\d\s]+/, '').trim().slice(0, 200);
  const anchors = () => [...document.querySelectorAll('main [id]')];

  function place() {
    const seen = anchors().map((element) => ({ element, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.width && box.height);
    const behind = seen.findIndex(({ box }) => box.bottom > 0);
    const near = seen.slice(Math.max(behind, 0), Math.max(behind, 0) + 8);
    const marks = near.map(({ element, box }) => ({ id: element.id, words: words(element), top: box.top }));
    return { marks, x: scrollX, y: scrollY };
  }

  function reload() {
    leave();
    history.scrollRestoration = 'manual';
    history.replaceState({ ...history.state, rightsbook: place() }, '');
    location.reload();
  }

  function back(was) {
    const known = (mark) => {
      const same = document.getElementById(mark.id);
      if (same && words(same) === mark.words) return same;
      return anchors().find((element) => words(element) === mark.words);
    };
    const mark = was.marks.find(known);
    const element = mark && known(mark);
    const y = element ? scrollY + element.getBoundingClientRect().top - mark.top : was.y;
    scrollTo({ left: was.x, top: y, behavior: 'instant' });
  }

  function arrived() {
    const { rightsbook, ...rest } = history.state || {};
    if (!rightsbook) return;
    back(rightsbook);
    addEventListener('load', () => {
      back(rightsbook);
      // Only now: until the page is there, a browser that restores places by itself goes to the
      // anchor's number, or to the fragment of the address.
      setTimeout(() => {
        back(rightsbook);
        history.replaceState(rest, '');
        history.scrollRestoration = 'auto';
      });
    });
  }

  // Static files: what the page itself shows reloads it. For anything else the style sheets are
  // swapped, since they may import it or show it.
  function renew(news) {
    files = news.digest;
    const root = new URL('..', own).pathname;
    const changed = new Set(news.changed.map((name) => root + name));
    const shows = (element) => {
      const address = element.currentSrc || element.src || element.href;
      return address && changed.has(new URL(address, location.href).pathname);
    };
    const shown = [...document.querySelectorAll('img, source, video, audio, link[rel~="icon"]')];
    if (shown.some(shows)) return reload();
    for (const sheet of document.querySelectorAll('link[rel~="stylesheet"]')) {
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
  function show(problems, byHand) {
    const now = JSON.stringify(problems);
    if (now !== told) open = true;
    told = now;
    if (!problems.length || broken) {
      if (box) box.remove();
      box = null;
      return;
    }
    if (!box) {
      box = document.createElement('div');
      box.id = '_rightsbook-problems';
      const style = document.createElement('link');
      style.rel = 'stylesheet';
      style.href = `${own}live.css`;
      box.attachShadow({ mode: 'open' }).append(style, make('div'));
      document.documentElement.append(box);
    }
    const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
    const words = open ? 'Dismiss' : count;
    const control = make('button', open ? '' : 'badge', words);
    control.type = 'button';
    control.addEventListener('click', () => {
      open = !open;
      show(problems, true);
    });
    const shown = open ? panel(problems, count, control) : control;
    box.shadowRoot.lastElementChild.replaceWith(shown);
    // Whoever came by keyboard goes on from where they were.
    if (byHand) control.focus();
  }

  function panel(problems, count, control) {
    const panel = make('section', 'panel');
    panel.setAttribute('role', 'alertdialog');
    panel.setAttribute('aria-label', 'Problems in the archive');
    const head = make('div', 'head');
    head.append(make('h1', '', count), control);
    const words = 'What you see is the last state without them. This goes by itself once the files are mended.';
    panel.append(head, make('p', '', words));
    for (const problem of problems) {
      const text = make('pre', '', problem);
      // A keyboard has to be able to scroll it.
      text.tabIndex = 0;
      panel.append(text);
    }
    return panel;
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
      show(JSON.parse(told), true);
    }
  });

  arrived();
  addEventListener('load', () => listen());
  listen();
})();
