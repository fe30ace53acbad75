//! Which section of an original a section of its translation stands for.
//!
//! Headings in two languages have no words in common. What they share is their place: under the
//! same heading, with the same printed label, in the same order.

use crate::parse::document::{Face, Form, SectionFace};

/// For each section of a translation the section of the original, by their indices. `topics` has
/// the own topic of each section of the original.
///
/// Under two headings that stand for one another, sections are joined by id, by printed label, by
/// the topic that a heading of the translation claims, and what is left between two such pairs in
/// its order, if both sides have equally many.
pub(super) fn counterparts(
    original: &Face,
    topics: &[Option<&str>],
    translation: &Face,
) -> Vec<Option<u32>> {
    let mut found = vec![None; translation.sections.len()];
    let (theirs, ours) = (tree(original), tree(translation));
    let mut open = vec![(0, 0)];
    while let Some((of_original, of_translation)) = open.pop() {
        let level =
            Level::new((original, &theirs[of_original]), (translation, &ours[of_translation]));
        for (our, their) in level.join(topics) {
            found[our as usize] = Some(their);
            open.push((their as usize + 1, our as usize + 1));
        }
    }
    found
}

/// The sections at the top, then those right below each section.
fn tree(face: &Face) -> Vec<Vec<u32>> {
    let mut tree = vec![Vec::new(); face.sections.len() + 1];
    for (at, section) in (0_u32..).zip(&face.sections) {
        tree[section.parent.map_or(0, |parent| parent as usize + 1)].push(at);
    }
    tree
}

/// The sections below two headings that stand for one another.
struct Level<'f> {
    theirs: Vec<Neighbour<'f>>,
    ours: Vec<Neighbour<'f>>,
    /// Whether both sides number their sections.
    numbered: bool,
}

/// A section among its neighbours.
struct Neighbour<'f> {
    at: u32,
    face: &'f SectionFace,
    /// Its label, without those of the sections around it, in one alphabet with its neighbours'.
    label: String,
}

/// Whether one section of ours stands for one of theirs.
type Likeness<'s> = dyn Fn(&Neighbour<'_>, &Neighbour<'_>) -> bool + 's;

impl<'f> Level<'f> {
    fn new(theirs: (&'f Face, &[u32]), ours: (&'f Face, &[u32])) -> Self {
        let neighbours = |(face, all): (&'f Face, &[u32])| -> Vec<Neighbour<'f>> {
            let faces = || all.iter().map(|at| &face.sections[*at as usize]);
            let all = all.iter().zip(faces()).zip(labels(faces()));
            all.map(|((at, face), label)| Neighbour { at: *at, face, label }).collect()
        };
        let (theirs, ours) = (neighbours(theirs), neighbours(ours));
        let numbered =
            [&theirs, &ours].iter().all(|side| side.iter().any(|one| !one.label.is_empty()));
        Self { theirs, ours, numbered }
    }

    /// Joins ours with theirs.
    fn join(&self, topics: &[Option<&str>]) -> Vec<(u32, u32)> {
        let mut pairs: Vec<Option<usize>> = vec![None; self.ours.len()];
        let mut taken = vec![false; self.theirs.len()];
        let same: [&Likeness<'_>; 3] = [
            &|our, their| our.face.id == their.face.id,
            &|our, their| !our.label.is_empty() && our.label == their.label,
            &|our, their| {
                let claimed = our.face.topics.first().map(|topic| &*topic.id);
                claimed.is_some() && claimed == topics.get(their.at as usize).copied().flatten()
            },
        ];
        for same in same {
            for (pair, our) in pairs.iter_mut().zip(&self.ours).filter(|(pair, _)| pair.is_none()) {
                let lead = |face: &SectionFace| face.form == Form::Lead;
                let theirs = self.theirs.iter().enumerate().filter(|(b, _)| !taken[*b]);
                let mut like = theirs
                    .filter(|(_, their)| lead(our.face) == lead(their.face) && same(our, their));
                // Two that are alike are told apart by order alone.
                if let (Some((b, _)), None) = (like.next(), like.next()) {
                    *pair = Some(b);
                    taken[b] = true;
                }
            }
        }
        let (mut start, mut from) = (0, 0);
        while start < pairs.len() {
            let end = (start..pairs.len()).find(|a| pairs[*a].is_some()).unwrap_or(pairs.len());
            let to = pairs.get(end).copied().flatten();
            let left: Vec<usize> =
                (from..to.unwrap_or(taken.len())).filter(|b| !taken[*b]).collect();
            let may = |(a, b): (usize, &usize)| self.may_stand_for(&self.ours[a], &self.theirs[*b]);
            if left.len() == end - start && (start..end).zip(&left).all(may) {
                for (a, b) in (start..end).zip(left) {
                    pairs[a] = Some(b);
                }
            }
            start = end + 1;
            from = from.max(to.map_or(0, |to| to + 1));
        }
        let joined = self.ours.iter().zip(pairs);
        joined.filter_map(|(our, b)| Some((our.at, self.theirs[b?].at))).collect()
    }

    /// Whether nothing but order is needed to join two sections, and nothing speaks against it.
    fn may_stand_for(&self, our: &Neighbour<'_>, their: &Neighbour<'_>) -> bool {
        let labels = [&our.label, &their.label];
        let differ = labels.iter().all(|label| comparable(label)) && our.label != their.label;
        let one_alone = self.numbered && our.label.is_empty() != their.label.is_empty();
        let lead = (our.face.form == Form::Lead) != (their.face.form == Form::Lead);
        // What claims a topic is not what has another.
        our.face.topics.is_empty() && !differ && !one_alone && !lead
    }
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
        joined_with(original, &[], translation)
    }

    fn joined_with(original: &str, topics: &[Option<&str>], translation: &str) -> Vec<String> {
        let (theirs, ours) = (face(original), face(translation));
        counterparts(&theirs, topics, &ours)
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
            joined_with(
                "## A\n\nx\n\n## B\n\nx\n",
                &[Some("x"), Some("y")],
                "## Игрек {.topic-y}\n\nx\n\n## Слово {.topic-z}\n\nx\n"
            ),
            ["Игрек = B", "Слово = -"]
        );
    }

    #[test]
    fn labels_that_differ_keep_sections_apart() {
        assert_eq!(joined("## 1. One\n\nx\n", "## 2. Два\n\nx\n"), ["Два = -"]);
        // A translator's word at the end is no section that the translation lacks.
        assert_eq!(
            joined("## 1. One\n\nx\n\n## 2. Two\n\nx\n", "## 1. Раз\n\nx\n\n## Слово\n\nx\n"),
            ["Раз = One", "Слово = -"]
        );
    }
}
