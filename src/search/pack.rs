//! Numbers and lists as few bytes: what the files of an index are made of.

/// Packs bytes as browsers unpack them (`deflate-raw`).
pub fn deflate(bytes: &[u8]) -> Vec<u8> {
    miniz_oxide::deflate::compress_to_vec(bytes, 6)
}

/// FNV-1a of 32 bits: the same on every machine and in the script.
pub(super) fn fnv(bytes: &[u8]) -> u32 {
    let step = |hash: u32, byte: &u8| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193);
    bytes.iter().fold(0x811c_9dc5, step)
}

/// The file that has the forms with the first two letters of a word.
pub(super) fn words_file(form: &str, files: u32) -> u32 {
    let end = form.char_indices().nth(2).map_or(form.len(), |(at, _)| at);
    fnv(&form.as_bytes()[..end]) % files.max(1)
}

/// Seven bits a byte, the low ones first.
pub(super) fn push(out: &mut Vec<u8>, mut number: u32) {
    while let low @ 128.. = number {
        out.push(u8::try_from(low & 127).unwrap_or(0) | 128);
        number >>= 7;
    }
    out.push(u8::try_from(number).unwrap_or(0));
}

/// Where a term stands, as bytes.
#[derive(Debug)]
pub(super) struct List {
    /// For each paragraph the step from the one before, times two; and one more, with the number
    /// of places behind it, where the term stands there more than once.
    pub(super) passages: Vec<u8>,
    /// How many forms the term has; then for each place the step from the one before in the
    /// paragraph, times the number of forms, and the form.
    pub(super) places: Vec<u8>,
}

/// Writes down places, in order: paragraph, word, form.
pub(super) fn list(places: &[(u32, u32, u32)], forms: u32) -> List {
    let mut list = List { passages: Vec::with_capacity(places.len()), places: Vec::new() };
    list.places.reserve(places.len() + 1);
    push(&mut list.places, forms);
    let mut last_unit = 0;
    for same in places.chunk_by(|a, b| a.0 == b.0) {
        let unit = same[0].0;
        let count = u32::try_from(same.len()).unwrap_or(u32::MAX);
        push(&mut list.passages, (unit - last_unit) << 1 | u32::from(count > 1));
        if count > 1 {
            push(&mut list.passages, count);
        }
        last_unit = unit;
        let mut last = 0;
        for (_, position, form) in same {
            push(&mut list.places, (position - last) * forms + form);
            last = *position;
        }
    }
    list
}

/// A file of lists: the index's fingerprint, how many lists, how long each is, and the lists.
pub(super) fn shard<'a>(
    stamp: u32,
    lists: impl ExactSizeIterator<Item = &'a [u8]> + Clone,
) -> Vec<u8> {
    let mut out = stamp.to_le_bytes().to_vec();
    push(&mut out, u32::try_from(lists.len()).unwrap_or(u32::MAX));
    for list in lists.clone() {
        push(&mut out, u32::try_from(list.len()).unwrap_or(u32::MAX));
    }
    for list in lists {
        out.extend_from_slice(list);
    }
    deflate(&out)
}
