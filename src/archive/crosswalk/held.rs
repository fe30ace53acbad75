//! What a partial copy of an edition holds and lacks, as its outline tells.

use std::collections::BTreeMap;

use super::super::thesaurus::TopicIdx;
use super::scheme::{Entry, Scheme};
use crate::parse::heading::{full_label, same_label, split};

impl Scheme {
    /// Whether the scheme has a heading for a topic in a part that a partial copy lacks.
    ///
    /// `None` when it has no heading for the topic at all.
    pub fn lacks(&self, topic: TopicIdx, holds: &[Box<str>]) -> Option<bool> {
        let mut entries = self.entries.iter().filter(|entry| entry.treats(topic)).peekable();
        entries.peek()?;
        Some(entries.any(|entry| !self.is_held(entry, holds)))
    }

    /// The sections and lettered parts that a partial copy lacks, as the outline prints them.
    ///
    /// A section of which nothing is held is named alone, without its parts.
    pub fn missing_parts(&self, holds: &[Box<str>]) -> Vec<String> {
        let label = |entry: &Entry| split(&entry.heading).label;
        let holds = |whole: &str| holds.iter().any(|held| same_label(held, whole));
        // Variants of one part carry the same label; the first is the edition's usual one.
        let labelled = |under: Option<&str>| -> BTreeMap<(usize, String), &Entry> {
            let mut parts = BTreeMap::new();
            for entry in self.entries.iter().filter(|entry| entry.under.as_deref() == under) {
                let label = label(entry);
                if !label.is_empty() {
                    parts.entry((label.len(), label)).or_insert(entry);
                }
            }
            parts
        };
        let mut missing = Vec::new();
        for ((_, section), entry) in labelled(None) {
            if holds(&section) {
                continue;
            }
            let parts = labelled(Some(&entry.normal));
            let whole = |part: &str| full_label(&section, part);
            if parts.keys().any(|(_, part)| holds(&whole(part))) {
                let lost = parts.iter().filter(|((_, part), _)| !holds(&whole(part)));
                missing.extend(lost.map(|((_, part), entry)| {
                    format!("{}. {}", whole(part), split(&entry.heading).words)
                }));
            } else {
                missing.push(entry.heading.to_string());
            }
        }
        missing
    }

    fn is_held(&self, entry: &Entry, holds: &[Box<str>]) -> bool {
        let mut labels = Vec::new();
        // Headings may repeat on the way up (*Freedom of Movement* under *Refugees* under
        // *d. Freedom of Movement*), so entries are told apart by place, not by words.
        let mut seen: Vec<&Entry> = Vec::new();
        let mut at = Some(entry);
        while let Some(entry) = at {
            seen.push(entry);
            labels.push(split(&entry.heading).label);
            at = entry.under.as_ref().and_then(|under| {
                let above = self.by_heading.get(under)?.iter().map(|at| &self.entries[*at]);
                above.into_iter().find(|up| !seen.iter().any(|entry| std::ptr::eq(*entry, *up)))
            });
        }
        let mut whole = String::new();
        labels.iter().rev().filter(|label| !label.is_empty()).any(|label| {
            whole = full_label(&whole, label);
            holds.iter().any(|held| same_label(held, &whole))
        })
    }
}
