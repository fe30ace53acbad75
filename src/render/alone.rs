//! A page that stands alone gets its style sheet, and a policy that lets in nothing else.

use sha2::{Digest, Sha256};

use super::prune::{Used, prune};
use crate::base64;

/// Stand in the page for the style sheet and for its hash, until the rest of it is drawn.
pub(super) const MARKS: [(&str, &str); 2] = [("style", "\u{E002}"), ("style_hash", "\u{E003}")];

/// Puts the rules of a style sheet into a page that it has a use for.
pub(super) fn dress(page: &[u8], css: &str) -> Vec<u8> {
    let html = String::from_utf8_lossy(page);
    // Nothing in a style sheet may end it.
    let style = prune(css, &Used::of(&html)).replace("</", "<\\/");
    let hash = format!("sha256-{}", base64::encode(&Sha256::digest(style.as_bytes())));
    let [(_, at_style), (_, at_hash)] = MARKS;
    html.replacen(at_hash, &hash, 1).replacen(at_style, &style, 1).into_bytes()
}
