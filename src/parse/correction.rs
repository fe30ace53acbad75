//! What editors put right: in the text since it appeared here, and in the dates found in it.

use super::matter;
use crate::date::PartialDate;
use crate::node::Fields;
use crate::parse::document::{Named, Place};

/// Something put right.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Correction {
    /// When.
    pub date: PartialDate,
    /// In which section, if in one.
    pub section: Option<Named>,
    /// What.
    pub note: Box<str>,
}

/// A date that the grammar of dates gets wrong, as an editor sets it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DateCorrection {
    /// The paragraph: `1c-torture-p3`.
    pub paragraph: Box<str>,
    /// The words of it that tell the date.
    pub words: Box<str>,
    /// The date as EDTF writes it, or `none` where the words tell no date.
    pub date: Box<str>,
    /// Where it stands in the front matter.
    pub at: Place,
}

pub(super) fn read(fields: &mut Fields<'_>) -> Option<Correction> {
    let date = matter::date(fields, "date");
    let node = fields.take("section");
    let section =
        fields.as_text("section", node).map(|(id, at)| Named { id: id.into(), at: Place(at) });
    let note = fields.need_text("note", "what was put right");
    Some(Correction { date: date?, section, note: note.into() })
}

pub(super) fn read_date(fields: &mut Fields<'_>, at: Place) -> Option<DateCorrection> {
    let paragraph = fields.need_text("paragraph", "1c-torture-p3").into();
    let words = fields.need_text("words", "in early March").into();
    let date = fields.need_text("date", "2018-03").into();
    Some(DateCorrection { paragraph, words, date, at })
}
