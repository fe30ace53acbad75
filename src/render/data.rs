//! Views that programs read: JSON.

use crate::pages::View;

/// A view as JSON, on a line of its own.
pub(super) fn json(view: &View<'_>) -> Vec<u8> {
    // Views hold strings, numbers and lists: nothing that JSON cannot say.
    let mut bytes = serde_json::to_vec(view).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}
