//! What a document is made of, whatever it was read from: headings and paragraphs, in order.

/// A piece of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub form: BlockForm,
    /// Its text. A heading is one run of plain text.
    pub text: Vec<Run>,
    /// The line of the decoded source that it begins on, from 1; 0 where nothing says.
    pub line: u32,
}

/// What a block is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlockForm {
    /// A heading: 2 for `##`, to 6.
    Heading(u8),
    /// A paragraph, with the words of its run-in heading (without the colon) if it has one. The
    /// words are not part of the text.
    Paragraph(Option<String>),
    /// An item of a list: whether the list is numbered, and how many lists it is inside of.
    Item {
        /// Whether the list is numbered.
        ordered: bool,
        /// 0 for a list that is in no other.
        depth: u8,
    },
    /// A passage that the source quotes as a block.
    Quote,
    /// A row of a table: the text of each cell is one run. The first row of a table is its head.
    Row,
}

/// A run of text inside a block. Text is as a reader sees it: no markup of any kind, single
/// spaces, no line breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Run {
    /// Plain text.
    Text(String),
    /// Text set in italics.
    Emphasis(String),
    /// Text set in bold.
    Strong(String),
    /// A link: what it reads, and where it leads.
    Link {
        /// What it reads.
        text: String,
        /// Where it leads, as the source has it.
        url: String,
    },
}

impl Run {
    /// What a reader sees.
    pub fn words(&self) -> &str {
        match self {
            Self::Text(text) | Self::Emphasis(text) | Self::Strong(text) => text,
            Self::Link { text, .. } => text,
        }
    }
}

impl Block {
    /// A heading.
    pub fn heading(level: u8, text: impl Into<String>, line: u32) -> Self {
        Self { form: BlockForm::Heading(level), text: vec![Run::Text(text.into())], line }
    }

    /// A paragraph of plain text.
    pub fn paragraph(text: impl Into<String>, line: u32) -> Self {
        Self { form: BlockForm::Paragraph(None), text: vec![Run::Text(text.into())], line }
    }

    /// What a reader sees of it, the run-in heading with its colon included.
    pub fn words(&self) -> String {
        let between = if self.form == BlockForm::Row { " " } else { "" };
        let text = self.text.iter().map(Run::words).collect::<Vec<_>>().join(between);
        match &self.form {
            BlockForm::Paragraph(Some(heading)) => format!("{heading}: {text}"),
            _ => text,
        }
    }
}
