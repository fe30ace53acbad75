//! Results of pure functions, remembered for one more round.

use std::collections::HashMap;
use std::hash::Hash;

/// Remembers values by key and forgets what a whole round did not ask for.
///
/// Invariant: a key covers the whole argument of the function whose result it stands for.
#[derive(Debug)]
pub struct Memo<K, V> {
    known: HashMap<K, (V, bool)>,
}

impl<K, V> Default for Memo<K, V> {
    fn default() -> Self {
        Self { known: HashMap::new() }
    }
}

impl<K: Eq + Hash, V: Clone> Memo<K, V> {
    /// A value from this round or the one before, if there is one.
    pub fn get(&mut self, key: &K) -> Option<V> {
        let (value, used) = self.known.get_mut(key)?;
        *used = true;
        Some(value.clone())
    }

    /// Remembers a value.
    pub fn remember(&mut self, key: K, value: V) {
        self.known.insert(key, (value, true));
    }

    /// Ends the round: what nobody asked for is forgotten.
    pub fn end_round(&mut self) {
        self.known.retain(|_, (_, used)| std::mem::take(used));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_round_does_not_ask_for_is_forgotten() {
        let mut memo = Memo::default();
        memo.remember(1, "one");
        memo.remember(2, "two");
        memo.end_round();
        assert_eq!(memo.get(&1), Some("one"));
        memo.end_round();
        assert_eq!((memo.get(&1), memo.get(&2)), (Some("one"), None));
    }
}
