// Links with a fingerprint, as #p3~1a2b3c4d: says when a paragraph's words are no longer those that were linked to. Without scripts, #p3 leads to the same place.
"use strict";

{
  // In the language of the page where a script with its words came before this one, else in English.
  const worded = (words, values = {}) => (globalThis.rightsbookWords?.said[words] ?? words).replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);

  const SHAPE = /^#([a-z0-9-]*p[0-9]+)(?:~([0-9a-f]{8}))?$/;

  // One remark at a time, on the paragraph that was asked for last.
  function remark(text, link) {
    document.getElementById("_print")?.remove();
    const note = document.createElement("p");
    note.id = "_print";
    note.className = "fine";
    note.setAttribute("role", "status");
    note.append(text);
    if (link) {
      const address = document.createElement("a");
      address.href = link;
      address.textContent = link;
      note.append(" ", address);
    }
    return note;
  }

  function look() {
    const [, id, print] = SHAPE.exec(location.hash) ?? [];
    document.getElementById("_print")?.remove();
    const paragraph = id && document.getElementById(id);
    if (!paragraph) return;
    const now = paragraph.dataset.print;
    if (!now) return; // It is no longer here, and says so itself.
    if (!print) {
      paragraph.after(remark(worded("A link that also tells when these words have changed:"), `#${id}~${now}`));
      return;
    }
    const same = print === now;
    const text = same
      ? worded("These are the words that the link was made for.")
      : worded("The text of this paragraph has changed since the link was made.");
    paragraph.after(remark(text));
    paragraph.classList.add("cited");
    paragraph.scrollIntoView();
  }

  addEventListener("hashchange", () => {
    for (const cited of document.querySelectorAll(".cited")) cited.classList.remove("cited");
    look();
  });
  look();
}
