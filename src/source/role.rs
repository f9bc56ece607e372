//! What part a file plays, by its path. What it really reaches is for the import graph to say; this is about files
//! that are no part of the running app by convention.

#![allow(clippy::case_sensitive_file_extension_comparisons, reason = "paths are lowered first")]

use crate::model::{FileKind, Role};

/// The stock components that shadcn's generator writes into `components/ui/`. Others in that folder are the app's own.
const SHADCN: &[&str] = &[
    "accordion",
    "alert",
    "alert-dialog",
    "aspect-ratio",
    "avatar",
    "badge",
    "breadcrumb",
    "button",
    "button-group",
    "calendar",
    "card",
    "carousel",
    "chart",
    "checkbox",
    "collapsible",
    "combobox",
    "command",
    "context-menu",
    "data-table",
    "date-picker",
    "dialog",
    "direction",
    "drawer",
    "dropdown-menu",
    "empty",
    "field",
    "form",
    "hover-card",
    "input",
    "input-group",
    "input-otp",
    "item",
    "kbd",
    "label",
    "menubar",
    "native-select",
    "navigation-menu",
    "pagination",
    "popover",
    "progress",
    "radio-group",
    "resizable",
    "scroll-area",
    "select",
    "separator",
    "sheet",
    "sidebar",
    "skeleton",
    "slider",
    "sonner",
    "spinner",
    "switch",
    "table",
    "tabs",
    "textarea",
    "toast",
    "toaster",
    "toggle",
    "toggle-group",
    "tooltip",
    "use-toast",
];

/// First words of one-off scripts that are left at the root of an app: `fix-users.js`, `test-email.mjs`.
const ONE_OFF: &[&str] = &[
    "add",
    "analyze",
    "apply",
    "audit",
    "backfill",
    "check",
    "clean",
    "cleanup",
    "convert",
    "create",
    "debug",
    "delete",
    "deploy",
    "diagnose",
    "drop",
    "export",
    "extract",
    "find",
    "fix",
    "generate",
    "get",
    "import",
    "insert",
    "inspect",
    "list",
    "migrate",
    "patch",
    "populate",
    "query",
    "remove",
    "replace",
    "reset",
    "run",
    "scan",
    "seed",
    "setup",
    "sync",
    "temp",
    "test",
    "tmp",
    "translate",
    "update",
    "upload",
    "validate",
    "verify",
];

/// The role of the file at a path relative to the audited root. Copies of the app are told apart later, when all
/// paths are known.
#[must_use]
pub fn role_of(path: &str, kind: FileKind) -> Role {
    let lower = path.to_ascii_lowercase();
    let (folder, name) = lower.rsplit_once('/').unwrap_or(("", &lower));
    let folders: Vec<&str> = folder.split('/').filter(|f| !f.is_empty()).collect();
    if is_minified_name(name) || folders.iter().any(|f| is_vendored_folder(f)) {
        return Role::Vendored;
    }
    if is_generated_name(name, &folders) {
        return Role::Generated;
    }
    if folders.last() == Some(&"prisma") && name.starts_with("seed") {
        return Role::Seed;
    }
    if let Some(role) = by_name(name).or_else(|| by_folder(&folders)) {
        return role;
    }
    match kind {
        FileKind::Code(_) if folders.is_empty() && is_one_off(name) => Role::Script,
        FileKind::Code(_) if is_ui_kit(name, &folders) => Role::UiKit,
        _ => Role::Source,
    }
}

fn is_minified_name(name: &str) -> bool {
    [".min.js", ".min.mjs", ".min.cjs", ".bundle.js", "-min.js"].iter().any(|e| name.ends_with(e))
}

fn is_vendored_folder(name: &str) -> bool {
    matches!(name, "vendor" | "vendored" | "third_party" | "third-party" | "bower_components")
}

fn is_generated_name(name: &str, folders: &[&str]) -> bool {
    let generated_types = matches!(
        name,
        "database.types.ts" | "supabase.types.ts" | "database-types.ts" | "types_db.ts" | "database.types.generated.ts"
    ) || (name == "types.ts" && folders.last() == Some(&"supabase"));
    generated_types
        || name.ends_with(".d.ts")
        || name.ends_with(".d.mts")
        || name.contains(".gen.")
        || name.contains(".generated.")
        || folders.iter().any(|f| matches!(*f, "__generated__" | "generated" | "dataconnect-generated"))
}

fn by_name(name: &str) -> Option<Role> {
    let marked = |mark: &str| name.contains(&format!(".{mark}."));
    if marked("test") || marked("spec") || marked("cy") || marked("e2e") {
        return Some(Role::Test);
    }
    if ["vitest.", "jest.", "playwright.", "cypress."].iter().any(|p| name.starts_with(p)) {
        return Some(Role::Test);
    }
    if marked("stories") || marked("story") {
        return Some(Role::Story);
    }
    let stem = name.split('.').next().unwrap_or(name);
    let is_seed = matches!(stem, "seed" | "seeds" | "seeder" | "seed-data" | "sample-data" | "demo-data");
    (is_seed && !name.ends_with('x')).then_some(Role::Seed)
}

fn by_folder(folders: &[&str]) -> Option<Role> {
    // Below a folder of routes or functions the names are addresses: `app/test/page.tsx` is served.
    let served = folders.iter().position(|f| matches!(*f, "app" | "pages" | "routes" | "functions" | "api" | "mcp"));
    folders.iter().enumerate().find_map(|(depth, folder)| {
        let is_address = served.is_some_and(|s| s < depth);
        // `src/components/tools`: what the app offers, not what developers use.
        let is_of_app =
            || folders.iter().take(depth).any(|f| matches!(*f, "src" | "components" | "client" | "features"));
        if *folder == "tools" && is_of_app() {
            return None;
        }
        let role = of_folder(folder)?;
        (!is_address || folder.starts_with(['_', '.'])).then_some(role)
    })
}

fn of_folder(name: &str) -> Option<Role> {
    Some(match name {
        "__tests__" | "__mocks__" | "__fixtures__" | "__snapshots__" => Role::Test,
        "test" | "tests" | "spec" | "specs" | "e2e" | "cypress" | "playwright" | "testing" | "test-utils"
        | "fixtures" | "mocks" => Role::Test,
        ".storybook" => Role::Story,
        "seeds" | "seeders" => Role::Seed,
        "scripts" | "script" | "bin" | "tools" | "tooling" | "codemods" => Role::Script,
        "examples" | "example" | "samples" | "docs" | "documentation" => Role::Example,
        // Folders of editors and agents: their code runs on a developer's machine only.
        _ if name.starts_with('.') => Role::Script,
        _ => return None,
    })
}

fn is_one_off(name: &str) -> bool {
    if name.contains(".config.") {
        return false;
    }
    let stem = name.split('.').next().unwrap_or(name);
    let first = stem.split(['-', '_']).next().unwrap_or(stem);
    ONE_OFF.contains(&first)
}

fn is_ui_kit(name: &str, folders: &[&str]) -> bool {
    let stem = name.split('.').next().unwrap_or(name);
    matches!(folders, [.., "components", "ui"] | [.., "ui", "src" | "components"]) && SHADCN.contains(&stem)
}

#[cfg(test)]
mod tests {
    use super::{Role, role_of};
    use crate::source::kind::kind_of;

    fn role(path: &str) -> Role {
        role_of(path, kind_of(path.rsplit('/').next().unwrap()))
    }

    #[test]
    fn conventional_places() {
        assert_eq!(role("src/lib/pets.ts"), Role::Source);
        assert_eq!(role("src/lib/pets.test.ts"), Role::Test);
        assert_eq!(role("tests/rls/pets.sql"), Role::Test);
        assert_eq!(role("scripts/import.ts"), Role::Script);
        assert_eq!(role("tools/import.ts"), Role::Script);
        assert_eq!(role("src/components/tools/Scales.tsx"), Role::Source);
        assert_eq!(role("fix-users.js"), Role::Script);
        assert_eq!(role("server.js"), Role::Source);
        assert_eq!(role("test.config.js"), Role::Source);
        assert_eq!(role("supabase/seed.sql"), Role::Seed);
        assert_eq!(role("prisma/seed-berths.ts"), Role::Seed);
        assert_eq!(role("src/integrations/supabase/types.ts"), Role::Generated);
        assert_eq!(role("public/lib/chart.min.js"), Role::Vendored);
        assert_eq!(role(".github/workflows/ci.yml"), Role::Script);
    }

    #[test]
    fn addresses_are_not_roles() {
        assert_eq!(role("app/test/page.tsx"), Role::Source);
        assert_eq!(role("supabase/functions/scripts/index.ts"), Role::Source);
        assert_eq!(role("src/pages/__tests__/home.tsx"), Role::Test);
    }

    #[test]
    fn only_stock_components_are_the_ui_kit() {
        assert_eq!(role("src/components/ui/button.tsx"), Role::UiKit);
        assert_eq!(role("src/components/ui/PaymentForm.tsx"), Role::Source);
    }
}
