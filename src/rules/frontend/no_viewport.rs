//! Pages without a viewport.

use crate::{formats::html::Tag, model::Project, rules::Sink, source::span::Range};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let own = project.configs.pages.iter().filter(|(id, tags)| {
        let file = project.file(*id);
        file.role.is_production() && file.name() == "index.html" && loads_an_app(tags)
    });
    let mut any = false;
    for (id, tags) in own {
        any = true;
        if !tags.iter().any(|tag| tag.name == "meta" && tag.attribute("name") == Some("viewport")) {
            let path = &project.file(*id).path;
            sink.report(
                Range::default().in_file(*id),
                path.clone(),
                format!("{path} has no viewport: phones show it shrunk"),
            );
        }
    }
    if !any {
        sink.not_applicable("no page of its own loads the app");
    }
}

fn loads_an_app(tags: &[Tag]) -> bool {
    let is_module = |tag: &Tag| tag.name == "script" && tag.attribute("type") == Some("module");
    tags.iter().any(|tag| is_module(tag) || matches!(tag.attribute("id"), Some("root" | "app")))
}
