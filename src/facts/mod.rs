//! Facts: what single files say, owned and serialisable, knowing nothing of parsers or of other files.

pub mod code;
pub mod key_shapes;
pub mod people;
pub mod secrets;
