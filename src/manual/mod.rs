//! What the program tells of itself: each problem at length, and the form of each file.

pub mod explain;
pub mod schema;
