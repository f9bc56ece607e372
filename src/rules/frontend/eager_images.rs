//! Pictures without lazy loading.

use crate::{
    facts::code::{Code, Jsx, PropertyKey},
    model::{File, Project, Role},
    rules::Sink,
    source::span::Span,
};

/// Fewer pictures than this may all be seen at first.
const MANY: usize = 10;

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let files = project.code_files().filter(|(id, f, _)| f.role == Role::Source && project.sides.of(*id).is_client());
    let eager: Vec<Span> = files
        .filter(|(_, file, _)| !is_for_paper_or_mail(file))
        .flat_map(|(id, _, code)| {
            code.pictures().filter(|(_, jsx)| !is_told_when(code, jsx)).map(move |(r, _)| r.in_file(id))
        })
        .collect();
    let (Some((&first, rest)), true) = (eager.split_first(), eager.len() >= MANY) else { return };
    let message = format!("{} pictures are loaded at once, also those that nobody has scrolled to", eager.len());
    let finding = sink.report(first, "images", message);
    for &at in rest {
        finding.place(at, "a picture without `loading`");
    }
}

fn is_for_paper_or_mail(file: &File) -> bool {
    let path = file.path.to_ascii_lowercase();
    ["email", "mail", "pdf", "print", "invoice", "receipt"].iter().any(|word| path.contains(word))
}

fn is_told_when(code: &Code, jsx: &Jsx) -> bool {
    code.property_list(jsx.attributes).any(|p| match p.key {
        PropertyKey::Name(name) => matches!(code.str(name), "loading" | "fetchPriority" | "fetchpriority"),
        PropertyKey::Spread => true,
        PropertyKey::Computed(_) => false,
    })
}
