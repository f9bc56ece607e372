//! Addresses that the settings of hosts and builds lead elsewhere: what answers there is not in the code.

use crate::{
    facts::code::{Code, Enclosure, ExprId, Node},
    formats::Node as Setting,
    model::Project,
};

impl Project {
    /// The patterns of addresses that settings lead somewhere else, but for those that send every address to the one page.
    #[must_use]
    pub(crate) fn led_addresses(&self) -> Vec<String> {
        let mut found = Vec::new();
        for (id, file) in self.all_files() {
            match file.name() {
                "vercel.json" | "netlify.toml" | "firebase.json" | "staticwebapp.config.json" => {
                    found.extend(self.configs.tree(id).map(sources).unwrap_or_default());
                }
                "_redirects" => {
                    let lines = file.text.as_deref().unwrap_or_default().lines();
                    found.extend(lines.filter_map(|line| line.split_whitespace().next()).map(str::to_owned));
                }
                name if name.starts_with("next.config.") => {
                    found.extend(file.code.iter().flat_map(rewritten));
                }
                _ => {}
            }
        }
        found.retain(|source| {
            let fixed = source.split(['(', ':', '*', '{']).next().unwrap_or(source);
            fixed.trim_matches('/').len() > 1
        });
        found
    }
}

/// `source`, `src`, `from` and `route` of all rules in a file of settings.
fn sources(root: &Setting) -> Vec<String> {
    let lists = [
        root.get("rewrites"),
        root.get("routes"),
        root.get("redirects"),
        root.get("hosting").and_then(|h| h.get("rewrites")),
        root.get("hosting").and_then(|h| h.get("redirects")),
    ];
    let rules = lists.into_iter().flatten().flat_map(Setting::elements);
    let named =
        rules.filter_map(|rule| ["source", "src", "from", "route"].into_iter().find_map(|key| rule.get(key)?.str()));
    named.map(|source| source.replace("(.*)", "*").replace("**", "*")).collect()
}

/// The addresses that the `rewrites` and `redirects` of a configuration of Next.js name.
fn rewritten(code: &Code) -> Vec<String> {
    let is_rule = |e: ExprId| {
        code.enclosures(Node::Expr(e)).any(|around| match around {
            Enclosure::Function(function) => matches!(code.name_of(function), Some("rewrites" | "redirects")),
            _ => false,
        })
    };
    let texts = code.expr_ids().filter_map(|e| code.string(e).filter(|text| text.starts_with('/') && is_rule(e)));
    texts.map(str::to_owned).collect()
}
