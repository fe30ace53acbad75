//! Digests of contents: what decides whether a page is drawn again.
//!
//! A digest stands for a value inside one program version on one machine. It is no signature:
//! `MANIFEST.sha256` is what a reader checks a tree by.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;

use serde::{Serialize, Serializer};

/// A 128-bit digest of a value's `Hash` stream.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Digest(u128);

impl Digest {
    /// Digests any hashable value.
    pub fn of<T: Hash + ?Sized>(value: &T) -> Self {
        let mut stream = Stream { buffer: Vec::with_capacity(256), hasher: None };
        value.hash(&mut stream);
        stream.finish_wide()
    }

    /// Digests raw bytes.
    pub fn of_bytes(bytes: &[u8]) -> Self {
        Self::from_blake(&blake3::hash(bytes))
    }

    /// The digest as 16 bytes, for files that keep it.
    pub fn to_bytes(self) -> [u8; 16] {
        self.0.to_le_bytes()
    }

    /// Reads back what [`Digest::to_bytes`] gave.
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(u128::from_le_bytes(bytes))
    }

    fn from_blake(hash: &blake3::Hash) -> Self {
        let mut half = [0; 16];
        half.copy_from_slice(&hash.as_bytes()[..16]);
        Self(u128::from_le_bytes(half))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

/// Feeds a `Hash` implementation into blake3. Small values never leave the buffer.
struct Stream {
    buffer: Vec<u8>,
    hasher: Option<Box<blake3::Hasher>>,
}

const FLUSH: usize = 64 * 1024;

impl Stream {
    fn finish_wide(mut self) -> Digest {
        match self.hasher.take() {
            None => Digest::of_bytes(&self.buffer),
            Some(mut hasher) => {
                hasher.update(&self.buffer);
                Digest::from_blake(&hasher.finalize())
            }
        }
    }
}

impl Hasher for Stream {
    fn write(&mut self, bytes: &[u8]) {
        self.buffer.extend_from_slice(bytes);
        if self.buffer.len() >= FLUSH {
            self.hasher.get_or_insert_with(Default::default).update(&self.buffer);
            self.buffer.clear();
        }
    }

    fn finish(&self) -> u64 {
        blake3::hash(&self.buffer).as_bytes()[..8]
            .iter()
            .fold(0, |acc, byte| acc << 8 | u64::from(*byte))
    }
}

/// A value and its digest, made once where the value is born.
///
/// Hashes as the digest, serialises as the value: a view made of such parts is digested in
/// 16 bytes a part, however big the part.
#[derive(Clone, Debug, Default)]
pub struct Digested<T> {
    value: T,
    digest: Digest,
}

impl<T: Hash> Digested<T> {
    /// Wraps a value.
    pub fn new(value: T) -> Self {
        let digest = Digest::of(&value);
        Self { value, digest }
    }
}

impl<T> Digested<T> {
    /// The digest of the value.
    pub fn digest(&self) -> Digest {
        self.digest
    }
}

impl<T> Deref for Digested<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> Hash for Digested<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write(&self.digest.to_bytes());
    }
}

impl<T> PartialEq for Digested<T> {
    fn eq(&self, other: &Self) -> bool {
        self.digest == other.digest
    }
}

impl<T> Eq for Digested<T> {}

impl<T: Serialize> Serialize for Digested<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_value_digests_the_same_in_one_piece_or_many() {
        let long = vec![7u8; 3 * FLUSH + 5];
        assert_eq!(Digest::of(&long), Digest::of(&long.clone()));
        assert_ne!(Digest::of(&long), Digest::of(&long[1..].to_vec()));
    }

    #[test]
    fn neighbouring_strings_do_not_run_together() {
        assert_ne!(Digest::of(&("ab", "c")), Digest::of(&("a", "bc")));
    }

    #[test]
    fn a_digest_survives_its_bytes() {
        let digest = Digest::of("x");
        assert_eq!(Digest::from_bytes(digest.to_bytes()), digest);
    }
}
