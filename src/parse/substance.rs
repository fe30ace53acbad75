//! Tells a text from a pointer, from *Not applicable*, from nothing at all.

use crate::parse::document::{SectionFace, Substance};

/// As much of a section's own text as is needed to tell what it is.
#[derive(Default)]
pub(super) struct Taste {
    text: String,
    blocks: u32,
}

/// Beyond this a text is a text, whatever it begins with.
const ENOUGH: usize = 400;

impl Taste {
    pub(super) fn add<'t>(&mut self, pieces: impl Iterator<Item = &'t str>) {
        self.blocks += 1;
        for piece in pieces {
            if self.text.len() > ENOUGH {
                return;
            }
            self.text.push_str(piece);
        }
        self.text.push(' ');
    }

    /// The State Department writes *Not applicable.* under a heading that it keeps for form, and
    /// *See the Department of State’s … Report at …* where another report has the text.
    pub(super) fn substance(&self) -> Substance {
        let text = self.text.trim().to_lowercase();
        if self.blocks == 0 {
            Substance::Nothing
        } else if matches!(
            text.trim_end_matches('.'),
            "not applicable" | "this section is not applicable"
        ) {
            Substance::NotApplicable
        } else if text.len() <= ENOUGH
            && (text.starts_with("see ") || text.starts_with("please see "))
            && text.contains("report")
        {
            Substance::Pointer
        } else {
            Substance::Text
        }
    }
}

/// A section says what the most talkative section inside it says.
pub(super) fn inherit(faces: &mut [SectionFace]) {
    for at in (0..faces.len()).rev() {
        if let Some(parent) = faces[at].parent {
            let inner = faces[at].substance;
            let outer = &mut faces[parent as usize].substance;
            *outer = (*outer).max(inner);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_told_from_pointers_and_forms() {
        let of = |blocks: &[&str]| {
            let mut taste = Taste::default();
            for block in blocks {
                taste.add([*block].into_iter());
            }
            taste.substance()
        };
        assert_eq!(of(&[]), Substance::Nothing);
        assert_eq!(of(&["Not applicable."]), Substance::NotApplicable);
        assert_eq!(
            of(&["See the Department of State’s Trafficking in Persons Report at https://x."]),
            Substance::Pointer
        );
        assert_eq!(of(&["The report says much.", "See the report."]), Substance::Text);
        assert_eq!(of(&[&format!("See the report. {}", "More. ".repeat(90))]), Substance::Text);
    }
}
