//! A zip file (PKWARE APPNOTE 6.3): written entry by entry, and read back so that packed entries
//! can be taken over as they are.
//!
//! The same entries give the same bytes: no times, no owners, and what packs is pure Rust. The
//! usual crates pack with whatever their dependencies turn on.

use std::collections::HashMap;
use std::io::{self, Read, Seek, SeekFrom, Write};

/// An entry as it is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Head {
    /// Whether it is deflated; else it is stored.
    deflated: bool,
    crc: u32,
    packed: u32,
    plain: u32,
}

/// Where a packed entry stands in a zip file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot {
    pub(super) head: Head,
    at: u64,
}

const LOCAL: u32 = 0x0403_4b50;
const CENTRAL: u32 = 0x0201_4b50;
const END: u32 = 0x0605_4b50;
const END_64: u32 = 0x0606_4b50;
const LOCATOR_64: u32 = 0x0706_4b50;
/// The first of January 1980, as far back as a zip file goes.
const DAY_ONE: u16 = 1 << 5 | 1;
const UTF_8: u16 = 1 << 11;
const MADE_BY_UNIX: u16 = 3 << 8 | 45;
const PLAIN_FILE: u32 = 0o100_644 << 16;

/// Packs bytes, if that makes them fewer.
///
/// # Errors
///
/// When they are more than a zip entry holds.
pub(super) fn pack(bytes: &[u8]) -> io::Result<(Head, Option<Vec<u8>>)> {
    let size = |n: usize| u32::try_from(n).ok().filter(|n| *n < u32::MAX);
    let too_large = || io::Error::other("a file is larger than the 4 GB that a zip entry holds");
    let plain = size(bytes.len()).ok_or_else(too_large)?;
    let crc = crc32fast::hash(bytes);
    let deflated = miniz_oxide::deflate::compress_to_vec(bytes, 6);
    match size(deflated.len()).filter(|packed| *packed < plain) {
        Some(packed) => Ok((Head { deflated: true, crc, packed, plain }, Some(deflated))),
        None => Ok((Head { deflated: false, crc, packed: plain, plain }, None)),
    }
}

/// Writes a zip file.
pub(super) struct Writer<W> {
    out: W,
    at: u64,
    /// The list at the end, as it grows.
    list: Vec<u8>,
    count: u64,
}

impl<W: Write> Writer<W> {
    pub(super) fn new(out: W) -> Self {
        Self { out, at: 0, list: Vec::new(), count: 0 }
    }

    /// Adds an entry that is packed.
    pub(super) fn add(&mut self, name: &str, head: Head, packed: &[u8]) -> io::Result<()> {
        let needed: u16 = if self.at < u64::from(u32::MAX) { 20 } else { 45 };
        let length = u16::try_from(name.len()).map_err(io::Error::other)?;
        let mut common = Vec::with_capacity(26);
        let flags = if name.is_ascii() { 0 } else { UTF_8 };
        for half in [needed, flags, u16::from(head.deflated) * 8, 0, DAY_ONE] {
            common.extend(half.to_le_bytes());
        }
        for word in [head.crc, head.packed, head.plain] {
            common.extend(word.to_le_bytes());
        }
        common.extend(length.to_le_bytes());

        self.list.extend(CENTRAL.to_le_bytes());
        self.list.extend(MADE_BY_UNIX.to_le_bytes());
        self.list.extend(&common);
        let far = u32::try_from(self.at).ok().filter(|at| *at < u32::MAX);
        let more: u16 = if far.is_some() { 0 } else { 12 };
        for half in [more, 0, 0, 0] {
            self.list.extend(half.to_le_bytes());
        }
        self.list.extend(PLAIN_FILE.to_le_bytes());
        self.list.extend(far.unwrap_or(u32::MAX).to_le_bytes());
        self.list.extend(name.as_bytes());
        if far.is_none() {
            self.list.extend([1, 0, 8, 0]);
            self.list.extend(self.at.to_le_bytes());
        }
        self.count += 1;

        self.write(&LOCAL.to_le_bytes())?;
        self.write(&common)?;
        self.write(&0_u16.to_le_bytes())?;
        self.write(name.as_bytes())?;
        self.write(packed)
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.at += bytes.len() as u64;
        self.out.write_all(bytes)
    }

    /// Writes the list of entries, and a word on the whole file.
    pub(super) fn finish(mut self, comment: &str) -> io::Result<W> {
        let (start, list) = (self.at, std::mem::take(&mut self.list));
        self.write(&list)?;
        let size = list.len() as u64;
        let end = self.at;
        let large = u64::from(u32::MAX);
        let wide = self.count >= u64::from(u16::MAX) || size >= large || start >= large;
        let mut tail = Vec::new();
        if wide {
            tail.extend(END_64.to_le_bytes());
            tail.extend(44_u64.to_le_bytes());
            tail.extend([MADE_BY_UNIX, 45].map(u16::to_le_bytes).concat());
            tail.extend([0; 8]);
            for number in [self.count, self.count, size, start] {
                tail.extend(number.to_le_bytes());
            }
            tail.extend(LOCATOR_64.to_le_bytes());
            tail.extend([0; 4]);
            tail.extend(end.to_le_bytes());
            tail.extend(1_u32.to_le_bytes());
        }
        tail.extend(END.to_le_bytes());
        tail.extend([0; 4]);
        let count = u16::try_from(self.count).unwrap_or(u16::MAX);
        tail.extend([count, count].map(u16::to_le_bytes).concat());
        for number in [size, start] {
            tail.extend(u32::try_from(number).unwrap_or(u32::MAX).to_le_bytes());
        }
        tail.extend(u16::try_from(comment.len()).unwrap_or(0).to_le_bytes());
        tail.extend(comment.as_bytes());
        self.write(&tail)?;
        self.out.flush()?;
        Ok(self.out)
    }
}

/// A zip file that a [`Writer`] wrote.
pub(super) struct Reader<R> {
    file: R,
    spots: HashMap<Box<str>, Spot>,
}

impl<R: Read + Seek> Reader<R> {
    /// Opens a zip file with this comment; `None` where it is another, or cut short.
    pub(super) fn open(mut file: R, comment: &str) -> Option<Self> {
        let back = |back: usize| i64::try_from(back).ok();
        file.seek(SeekFrom::End(-back(22 + comment.len())?)).ok()?;
        let mut end = Vec::new();
        file.read_to_end(&mut end).ok()?;
        let said = end.get(22..)? == comment.as_bytes();
        (said && number(&end, 0, 4)? == u64::from(END)).then_some(())?;
        let (mut count, mut size, mut start) =
            (number(&end, 10, 2)?, number(&end, 12, 4)?, number(&end, 16, 4)?);
        if count == u64::from(u16::MAX) || size.max(start) == u64::from(u32::MAX) {
            let mut wide = [0; 56];
            file.seek(SeekFrom::End(-back(22 + 20 + 56 + comment.len())?)).ok()?;
            file.read_exact(&mut wide).ok()?;
            (number(&wide, 0, 4)? == u64::from(END_64)).then_some(())?;
            (count, size, start) =
                (number(&wide, 32, 8)?, number(&wide, 40, 8)?, number(&wide, 48, 8)?);
        }
        file.seek(SeekFrom::Start(start)).ok()?;
        let mut list = Vec::new();
        (&mut file).take(size).read_to_end(&mut list).ok()?;
        let mut spots = HashMap::new();
        let mut rest = list.as_slice();
        for _ in 0..count {
            (number(rest, 0, 4)? == u64::from(CENTRAL)).then_some(())?;
            let short = |at| number(rest, at, 4).and_then(|n| u32::try_from(n).ok());
            let head = Head {
                deflated: number(rest, 10, 2)? == 8,
                crc: short(16)?,
                packed: short(20)?,
                plain: short(24)?,
            };
            let length = usize::try_from(number(rest, 28, 2)?).ok()?;
            let more = usize::try_from(number(rest, 30, 2)?).ok()?;
            let name = std::str::from_utf8(rest.get(46..46 + length)?).ok()?;
            let local = match number(rest, 42, 4)? {
                far if far == u64::from(u32::MAX) => number(rest, 46 + length + 4, 8)?,
                near => near,
            };
            spots.insert(name.into(), Spot { head, at: local + 30 + length as u64 });
            rest = rest.get(46 + length + more..)?;
        }
        Some(Self { file, spots })
    }

    /// Where an entry stands.
    pub(super) fn find(&self, name: &str) -> Option<Spot> {
        self.spots.get(name).copied()
    }

    /// The bytes of an entry as they are packed.
    pub(super) fn packed(&mut self, spot: Spot) -> io::Result<Vec<u8>> {
        self.file.seek(SeekFrom::Start(spot.at))?;
        let mut packed = vec![0; spot.head.packed as usize];
        self.file.read_exact(&mut packed)?;
        Ok(packed)
    }

    /// The bytes of an entry.
    pub(super) fn plain(&mut self, name: &str) -> Option<Vec<u8>> {
        let spot = self.find(name)?;
        let packed = self.packed(spot).ok()?;
        if !spot.head.deflated {
            return Some(packed);
        }
        let limit = spot.head.plain as usize;
        miniz_oxide::inflate::decompress_to_vec_with_limit(&packed, limit).ok()
    }
}

/// A number of some bytes, the low one first.
fn number(bytes: &[u8], at: usize, length: usize) -> Option<u64> {
    let bytes = bytes.get(at..at + length)?;
    Some(bytes.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    fn written(entries: impl Iterator<Item = (String, Vec<u8>)>) -> Vec<u8> {
        let mut writer = Writer::new(Vec::new());
        for (name, bytes) in entries {
            let (head, packed) = pack(&bytes).unwrap();
            writer.add(&name, head, packed.as_deref().unwrap_or(&bytes)).unwrap();
        }
        writer.finish("made here").unwrap()
    }

    #[test]
    fn what_is_written_is_read_back() {
        let entries = [
            ("a/empty", Vec::new()),
            ("a/text.html", b"again and again and again".repeat(20)),
            ("ä/few", b"few".to_vec()),
        ];
        let entries = entries.map(|(name, bytes)| (name.to_owned(), bytes));
        let zip = written(entries.clone().into_iter());
        assert!(Reader::open(Cursor::new(&zip), "made there").is_none());
        assert!(Reader::open(Cursor::new(&zip[..zip.len() - 1]), "made here").is_none());
        let mut reader = Reader::open(Cursor::new(&zip), "made here").unwrap();
        for (name, bytes) in entries {
            assert_eq!(reader.plain(&name).unwrap(), bytes, "{name}");
        }
        assert!(reader.find("b").is_none());
        assert!(reader.find("a/text.html").unwrap().head.packed < 100);
    }

    #[test]
    fn more_entries_than_old_zip_files_hold_are_read_back() {
        let many = 70_000_u32;
        let zip = written((0..many).map(|n| (format!("{n}"), n.to_le_bytes().to_vec())));
        let mut reader = Reader::open(Cursor::new(&zip), "made here").unwrap();
        for n in [0, 65_534, 65_535, many - 1] {
            assert_eq!(reader.plain(&format!("{n}")).unwrap(), n.to_le_bytes(), "{n}");
        }
    }
}
