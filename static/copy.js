// "Copy" buttons for citations, and the number of the paragraph that the address names put into
// them. Without this script the page has the same citations, of the section.

{
  // In the language of the page where a script with its words came before this one, else in English.
  const worded = (words, values = {}) => (globalThis.rightsbookWords?.said[words] ?? words).replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);

  const citations = document.querySelector(".cite");
  const told = citations?.querySelector(".cite-status");

  /** The paragraph that the address names: `#p3`, or `#1a-conditions-p3` of a part of the page. */
  function paragraph() {
    let id;
    try {
      id = decodeURIComponent(location.hash.slice(1));
    } catch {
      // An address that is no address names no paragraph.
      return null;
    }
    const found = /^(?:(.+)-)?p(\d+)$/.exec(id);
    if (!found || !document.getElementById(id)?.classList.contains("para")) return null;
    const heading = found[1] && document.getElementById(found[1]);
    const under = heading ? ` under “${heading.textContent.trim()}”` : "";
    return { id, number: found[2], under };
  }

  function place() {
    const here = paragraph();
    for (const at of citations.querySelectorAll(".at-paragraph")) {
      at.textContent = here ? `${at.dataset.before}${here.number}${here.under}` : "";
    }
    for (const address of citations.querySelectorAll(".copy-url")) {
      address.dataset.page ??= address.textContent;
      address.textContent = address.dataset.page + (here ? `#${here.id}` : "");
    }
    told.textContent = "";
  }

  function select(form) {
    const range = document.createRange();
    range.selectNodeContents(form);
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  }

  async function copy(name, form) {
    const text = form.textContent.trim();
    // Emptied first, so that the same words are told a second time.
    told.textContent = "";
    try {
      await navigator.clipboard.writeText(text);
      told.textContent = worded("{name}: copied.", { name });
    } catch {
      // Files opened from a disk and old browsers have no clipboard to write to.
      select(form);
      told.textContent = worded("{name}: selected. Copy it with your keyboard or menu.", { name });
    }
  }

  if (citations && told) {
    for (const form of citations.querySelectorAll(".form")) {
      const title = form.previousElementSibling;
      const name = title.textContent.trim();
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = worded("Copy");
      button.setAttribute("aria-label", worded("Copy {name}", { name }));
      button.addEventListener("click", () => copy(name, form));
      title.append(button);
    }
    addEventListener("hashchange", place);
    place();
  }
}
