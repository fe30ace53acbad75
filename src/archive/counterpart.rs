//! Which section of an original a section of its translation stands for.
//!
//! Headings in two languages have no words in common. What they share is their place: under the
//! same heading, with the same printed label, in the same order.

use crate::parse::document::{Face, Form, SectionFace};

/// For each section of a translation the section of the original, by their indices.
///
/// Under two headings that stand for one another, sections are joined by id, by printed label, by
/// the topic that their headings claim, and what is left between two such pairs in its order, if
/// both sides have equally many.
pub(super) fn counterparts(original: &Face, translation: &Face) -> Vec<Option<u32>> {
    let mut found = vec![None; translation.sections.len()];
    let mut open = vec![(None, None)];
    while let Some((of_original, of_translation)) = open.pop() {
        let theirs = below(original, of_original);
        let ours = below(translation, of_translation);
        for (ours, theirs) in join(original, translation, &theirs, &ours) {
            found[ours as usize] = Some(theirs);
            open.push((Some(theirs), Some(ours)));
        }
    }
    found
}

/// The sections right below one, or at the top.
fn below(face: &Face, parent: Option<u32>) -> Vec<u32> {
    let own = (0_u32..).zip(&face.sections).filter(|(_, section)| section.parent == parent);
    own.map(|(at, _)| at).collect()
}

/// Joins the sections below two headings: ours, theirs.
fn join(original: &Face, translation: &Face, theirs: &[u32], ours: &[u32]) -> Vec<(u32, u32)> {
    let their = |at: usize| &original.sections[theirs[at] as usize];
    let our = |at: usize| &translation.sections[ours[at] as usize];
    let their_labels = labels((0..theirs.len()).map(their));
    let our_labels = labels((0..ours.len()).map(our));
    let mut pairs: Vec<Option<usize>> = vec![None; ours.len()];
    let same: [&dyn Fn(usize, usize) -> bool; 3] = [
        &|a, b| our(a).id == their(b).id,
        &|a, b| !our_labels[a].is_empty() && our_labels[a] == their_labels[b],
        &|a, b| {
            let topic =
                |section: &SectionFace| section.topics.first().map(|topic| topic.id.clone());
            topic(our(a)).is_some() && topic(our(a)) == topic(their(b))
        },
    ];
    for same in same {
        let free: Vec<usize> = (0..theirs.len()).filter(|b| !pairs.contains(&Some(*b))).collect();
        for a in (0..ours.len()).filter(|a| pairs[*a].is_none()).collect::<Vec<_>>() {
            let fits = |b: &&usize| (our(a).form == Form::Lead) == (their(**b).form == Form::Lead);
            let mut like = free.iter().filter(fits).filter(|b| same(a, **b));
            // Two that are alike are told apart by order alone.
            if let (Some(b), None) = (like.next(), like.next())
                && !pairs.contains(&Some(*b))
            {
                pairs[a] = Some(*b);
            }
        }
    }
    let mut start = 0;
    while start < ours.len() {
        let end = (start..ours.len()).find(|a| pairs[*a].is_some()).unwrap_or(ours.len());
        let from = pairs[..start].iter().flatten().max().map_or(0, |last| last + 1);
        let to = pairs.get(end).copied().flatten().unwrap_or(theirs.len());
        let left: Vec<usize> = (from..to).filter(|b| !pairs.contains(&Some(*b))).collect();
        let contradict = |a: usize, b: usize| {
            let labels = [&our_labels[a], &their_labels[b]];
            let lead = (our(a).form == Form::Lead) != (their(b).form == Form::Lead);
            lead || labels.iter().all(|label| comparable(label)) && labels[0] != labels[1]
        };
        let both = || (start..end).zip(left.iter().copied());
        if left.len() == end - start && !both().any(|(a, b)| contradict(a, b)) {
            for (a, b) in both().collect::<Vec<_>>() {
                pairs[a] = Some(b);
            }
        }
        start = end + 1;
    }
    (0..).zip(pairs).filter_map(|(a, b): (usize, _)| Some((ours[a], theirs[b?]))).collect()
}

/// The letters of Russian, in the order in which they number parts.
const CYRILLIC: &str = "абвгдежзиклмнопрстуфхцчшщэюя";

/// The labels of some neighbours, without those of the sections around them, in one alphabet.
fn labels<'f>(sections: impl Iterator<Item = &'f SectionFace>) -> Vec<String> {
    let own =
        |section: &SectionFace| section.label.rsplit('.').next().unwrap_or_default().to_owned();
    let labels: Vec<String> = sections.map(own).collect();
    // *а, б, в* count on in their own alphabet; *а, с, е* among Latin letters only look like them.
    let counted = labels.iter().any(|label| ["б", "в", "г", "д"].contains(&&**label));
    let latin = |letter: char| {
        let place = CYRILLIC.chars().position(|known| known == letter);
        match (counted, place) {
            (true, Some(place)) => (b'a'..=b'z').nth(place).map_or(letter, char::from),
            _ => match letter {
                'а' => 'a',
                'е' => 'e',
                'о' => 'o',
                'р' => 'p',
                'с' => 'c',
                'х' => 'x',
                'і' => 'i',
                other => other,
            },
        }
    };
    labels.into_iter().map(|label| label.chars().map(latin).collect()).collect()
}

/// Whether a label says the same in every language.
fn comparable(label: &str) -> bool {
    !label.is_empty() && label.is_ascii()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Limits;
    use crate::digest::Digest;
    use crate::parse::{Parsed, parse};
    use crate::path::SourcePath;
    use crate::source::{Data, Kind, SourceFile};
    use std::sync::Arc;

    fn face(body: &str) -> Arc<Face> {
        let text = format!(
            "---\ntitle: T\npublisher: p\ncountry: c\ncovers: 2019\nedition: \"1\"\npublished: unknown\nstatus: published\nlanguage: en\nkind: digest\ncompleteness: full\noutline: o\nsource: {{title: T}}\nlicence: {{id: x, display: full}}\n---\n{body}"
        );
        let path = SourcePath::new("content/reports/x.md");
        let digest = Digest::of(body);
        let file =
            SourceFile { path, kind: Kind::Report, data: Data::Text(text.as_str().into()), digest };
        let Parsed::Report(Some(document)) = parse(&file, Limits::default()).value else {
            panic!()
        };
        document.face
    }

    /// Joins two texts, told as `heading = heading`.
    fn joined(original: &str, translation: &str) -> Vec<String> {
        let (theirs, ours) = (face(original), face(translation));
        counterparts(&theirs, &ours)
            .into_iter()
            .zip(&ours.sections)
            .map(|(found, our)| {
                let their = found.map(|at| &*theirs.sections[at as usize].heading);
                format!("{} = {}", our.heading, their.unwrap_or("-"))
            })
            .collect()
    }

    #[test]
    fn labels_join_before_order_does() {
        let original = "## Section 1. One\n\n### a. A\n\nx\n\n### b. B\n\nx\n\n### c. C\n\nx\n\n## Section 2. Two\n\nx\n";
        assert_eq!(
            joined(original, "## Раздел 1. Раз\n\n### c. Це\n\nx\n\n## Раздел 2. Два\n\nx\n"),
            ["Раз = One", "Це = C", "Два = Two"]
        );
        assert_eq!(
            joined(
                original,
                "## Раздел 1. Раз\n\n### а. А\n\nx\n\n### б. Б\n\nx\n\n### в. В\n\nx\n"
            ),
            ["Раз = One", "А = A", "Б = B", "В = C"]
        );
        // The letter is Cyrillic and looks like the Latin one.
        assert_eq!(
            joined(original, "## Раздел 1. Раз\n\n### a. А\n\nx\n\n### с. Це\n\nx\n"),
            ["Раз = One", "А = A", "Це = C"]
        );
    }

    #[test]
    fn headings_without_labels_are_joined_in_order_or_not_at_all() {
        let original =
            "Lead.\n\n## Section 1. One\n\nx\n\n**Cells:** x\n\n**Food:** x\n\n## Summary\n\nx\n";
        assert_eq!(
            joined(
                original,
                "Введение.\n\n## Раздел 1. Раз\n\n**Камеры:** x\n\n**Еда:** x\n\n## Итог\n\nx\n"
            ),
            ["Lead = Lead", "Раз = One", "Камеры = Cells", "Еда = Food", "Итог = Summary"]
        );
        // One of two is missing: which one, nobody can tell.
        assert_eq!(
            joined(original, "## Раздел 1. Раз\n\n**Еда:** x\n\n## Итог {#summary}\n\nx\n"),
            ["Раз = One", "Еда = -", "Итог = Summary"]
        );
        assert_eq!(
            joined("## A {.topic-x}\n\nx\n\n## B {.topic-y}\n\nx\n", "## Игрек {.topic-y}\n\nx\n"),
            ["Игрек = B"]
        );
    }

    #[test]
    fn labels_that_differ_keep_sections_apart() {
        assert_eq!(joined("## 1. One\n\nx\n", "## 2. Два\n\nx\n"), ["Два = -"]);
    }
}
