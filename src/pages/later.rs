//! A part of a view that is made only when a page is drawn.

use std::hash::{Hash, Hasher};

use serde::{Serialize, Serializer};

use crate::digest::Digest;

/// A part of a view that costs much, and hashes as the digest of what it is made from.
///
/// Invariant: the digest covers all that the function reads. A page whose digest is as it was is
/// not drawn, and then nothing is made.
pub struct Later<'a, T> {
    key: Digest,
    make: Box<dyn Fn() -> T + Send + Sync + 'a>,
}

impl<'a, T> Later<'a, T> {
    /// A part that `make` makes from what `key` is the digest of.
    pub fn new(key: Digest, make: impl Fn() -> T + Send + Sync + 'a) -> Self {
        Self { key, make: Box::new(make) }
    }
}

impl<T> Later<'_, T> {
    /// Makes the part for a writer that is no template.
    pub fn make(&self) -> T {
        (self.make)()
    }

    /// Makes the part and shows it to a writer that is no template.
    pub fn with<R>(&self, read: impl FnOnce(&T) -> R) -> R {
        read(&(self.make)())
    }
}

impl<T> Hash for Later<'_, T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key.hash(state);
    }
}

impl<T: Serialize> Serialize for Later<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (self.make)().serialize(serializer)
    }
}
