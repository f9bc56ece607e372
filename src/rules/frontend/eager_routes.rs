//! All pages in one bundle.

use crate::{
    facts::code::{Code, ImportForm},
    model::{Project, Role, modules::Target},
    rules::Sink,
    source::span::{FileId, Range},
};

/// So many pages are too many for one download.
const MANY: usize = 15;

pub(super) fn check(project: &Project, sink: &mut Sink) {
    if project.splits_by_route() {
        sink.pass("the framework loads each page when it is opened");
        return;
    }
    let mut has_router = false;
    for (id, file, code) in
        project.code_files().filter(|(id, f, _)| f.role == Role::Source && project.sides.may_run(*id))
    {
        if !has_routes(code) {
            continue;
        }
        has_router = true;
        let pages = eager_pages(project, id, code);
        if let (true, Some(first)) = (pages.len() >= MANY, pages.first()) {
            let message = format!("{} pages are in the first download: whoever opens one loads all", pages.len());
            sink.report(first.in_file(id), file.path.clone(), message);
        }
    }
    if !has_router {
        sink.not_applicable("no routes in the browser");
    }
}

fn has_routes(code: &Code) -> bool {
    code.jsx.iter().any(|jsx| code.str(jsx.tag) == "Route")
        || code.texts().any(|text| matches!(text, "createBrowserRouter" | "createHashRouter" | "useRoutes"))
}

/// The imports of pages that are loaded together with this file.
fn eager_pages(project: &Project, id: FileId, code: &Code) -> Vec<Range> {
    let imports = code.imports.iter().zip(project.modules.targets(id));
    let pages = imports.filter(|(import, target)| {
        let is_page = |file: FileId| {
            let folder = project.file(file).folder();
            folder.split('/').any(|f| matches!(f, "pages" | "views" | "screens" | "routes"))
        };
        import.form == ImportForm::Static && !import.type_only && matches!(target, Target::File(file) if is_page(*file))
    });
    pages.map(|(import, _)| import.range).collect()
}
