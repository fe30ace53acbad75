// Leads on from the old address of a section, and takes the paragraph along: a plain redirect would lose what stands behind the #.
"use strict";
const moved = document.getElementById("_moved");
if (moved instanceof HTMLAnchorElement) {
  const to = new URL(moved.href);
  if (location.hash) to.hash = location.hash;
  location.replace(to.href);
}
