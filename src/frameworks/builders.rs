//! How exports of the app builders are recognised: by the files and words their generators leave behind.
//!
//! A sign's weight says how sure it is: 10 alone decides, 4 to 6 need company or the absence of other builders'
//! signs. What a person would write, too (the builder's name in prose), weighs little.

use crate::model::File;

/// One sign of a builder.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sign {
    /// The builder, by its id in `rules/vocab/builders.toml`.
    pub(crate) builder: &'static str,
    /// How sure it is.
    pub(crate) weight: u32,
    /// What it looks like.
    pub(crate) clue: Clue,
}

/// Where a sign is looked for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Clue {
    /// A path that ends in this, at a `/` or the root.
    File(&'static str),
    /// A folder of this name, anywhere.
    Folder(&'static str),
    /// A dependency; a final `*` stands for any rest.
    Package(&'static str),
    /// The `name` of a manifest.
    Name(&'static str),
    /// A text that holds all of these words, in a file whose path ends in the first.
    Text(&'static str, &'static [&'static str]),
    /// The `generator` of a page's metadata, in code or in a `meta` tag, begins with this.
    Generator(&'static str),
    /// At least a quarter of the SQL migrations are named by a time and a random id.
    RandomMigrations,
    /// At least a quarter of the SQL migrations begin with a block comment that holds a Markdown title.
    TitledMigrations,
}

const fn sign(builder: &'static str, weight: u32, clue: Clue) -> Sign {
    Sign { builder, weight, clue }
}

/// All signs.
pub(crate) const SIGNS: &[Sign] = &[
    sign("lovable", 10, Clue::Package("lovable-tagger")),
    sign("lovable", 10, Clue::Package("@lovable.dev/*")),
    sign("lovable", 8, Clue::Name("vite_react_shadcn_ts")),
    sign("lovable", 8, Clue::Folder(".lovable")),
    sign("lovable", 8, Clue::Folder("lovable-uploads")),
    sign("lovable", 6, Clue::Text("README.md", &["lovable.dev/projects/"])),
    sign("lovable", 6, Clue::Text("README.md", &["Welcome to your Lovable project"])),
    sign("lovable", 8, Clue::Text("index.html", &["cdn.gpteng.co"])),
    sign("lovable", 6, Clue::Text("index.html", &["lovable.dev"])),
    sign("lovable", 6, Clue::Text("index.html", &["gpt-engineer"])),
    sign("lovable", 4, Clue::File("src/integrations/supabase/client.ts")),
    sign("lovable", 6, Clue::RandomMigrations),
    sign("bolt", 10, Clue::Folder(".bolt")),
    sign("bolt", 6, Clue::Name("vite-react-typescript-starter")),
    sign("bolt", 5, Clue::Text("README.md", &["bolt.new/~/"])),
    sign("bolt", 5, Clue::Text("README.md", &["stackblitz.com/~/"])),
    sign("bolt", 6, Clue::TitledMigrations),
    sign("v0", 10, Clue::Generator("v0.")),
    sign("v0", 8, Clue::Name("my-v0-project")),
    sign("v0", 8, Clue::Text("README.md", &["automatically synced with your", "v0."])),
    sign("base44", 10, Clue::Package("@base44/*")),
    sign("base44", 8, Clue::Name("base44-app")),
    sign("base44", 8, Clue::File("src/api/base44Client.js")),
    sign("replit", 8, Clue::Text(".replit", &["author = \"agent\""])),
    sign("replit", 4, Clue::File(".replit")),
    sign("replit", 6, Clue::File("replit.md")),
    sign("replit", 6, Clue::Package("@replit/vite-plugin-*")),
    sign("replit", 6, Clue::Folder("replit_integrations")),
    sign("replit", 4, Clue::Folder("attached_assets")),
    sign("replit", 4, Clue::Name("rest-express")),
    sign("firebase-studio", 8, Clue::Name("nextn")),
    sign("firebase-studio", 8, Clue::File("docs/blueprint.md")),
    sign("firebase-studio", 6, Clue::Folder(".idx")),
    sign("firebase-studio", 3, Clue::File(".modified")),
    sign("firebase-studio", 3, Clue::File("apphosting.yaml")),
    sign("firebase-studio", 3, Clue::File("src/ai/genkit.ts")),
    sign("emergent", 10, Clue::Folder(".emergent")),
    sign("emergent", 10, Clue::Text(".gitconfig", &["emergent.sh"])),
    sign("emergent", 8, Clue::Text("test_result.md", &["Testing Protocol"])),
    sign("emergent", 8, Clue::Text("requirements.txt", &["emergentintegrations"])),
    sign("emergent", 2, Clue::File("backend/server.py")),
];

/// Whether a manifest still has the name that a builder's starter gave it: it is the name of no app.
pub(crate) fn is_starter(name: &str) -> bool {
    SIGNS.iter().any(|sign| matches!(sign.clue, Clue::Name(starter) if starter == name))
}

/// Whether a builder's own file says with which commands the app is built and served: `[deployment]` of `.replit`.
pub(crate) fn describes_deployment(file: &File) -> bool {
    file.name() == ".replit" && file.text.as_deref().is_some_and(|text| text.contains("[deployment]"))
}

/// How the READMEs of builders and starters begin.
const BOILERPLATE: &[&str] = &[
    "Welcome to your Lovable project",
    "bootstrapped with [`create-next-app`]",
    "This template provides a minimal setup to get React working in Vite",
    "This project was bootstrapped with [Create React App]",
    "automatically synced with your [v0",
    "This is a NextJS starter in Firebase Studio",
    "This app was created automatically by Base44",
    "Welcome to your Base44 project",
    "Edit in StackBlitz next generation editor",
    "Here are your Instructions",
    "Welcome to your Expo app",
];

/// The words that show a README to be a template's, and where they stand; only its beginning counts.
pub(crate) fn boilerplate_in(readme: &str) -> Option<(usize, &'static str)> {
    const BEGINNING: usize = 600;
    let found = BOILERPLATE.iter().filter_map(|words| readme.find(words).map(|at| (at, *words)));
    found.filter(|(at, _)| *at < BEGINNING).min()
}
