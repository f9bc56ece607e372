//! How long that lives which runs an entry point: an instance of a serverless host, or a server of one's own.

use super::{Kind, Route};
use crate::{frameworks::folders, model::Project, source::span::FileId};

impl Project {
    /// Whether each instance that runs an entry point lives shortly: what it keeps in memory, and what it has begun and nobody
    /// waits for, is soon lost.
    #[must_use]
    pub fn is_short_lived(&self, route: &Route) -> bool {
        let is_of_pages = matches!(
            route.entry.kind,
            Kind::NextRoute
                | Kind::NextPageApi
                | Kind::ServerAction
                | Kind::SvelteKit
                | Kind::Remix
                | Kind::Astro
                | Kind::Nitro
                | Kind::Tanstack
        );
        route.entry.kind.is_serverless() && !(is_of_pages && self.serves_itself(route.entry.at.file))
    }

    /// Whether the app of a file is packed into an image that starts its server, and nothing says that a serverless host runs
    /// it.
    fn serves_itself(&self, file: FileId) -> bool {
        let root = self.app_of(file).map_or("", |app| app.root.as_str());
        let is_of_app = |path: &str| {
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            folder == root || folder.is_empty()
        };
        let starts = |name: &str, arguments: &str| {
            matches!(name, "CMD" | "ENTRYPOINT")
                && ["node", "next", "npm", "pnpm", "yarn", "bun"].iter().any(|word| arguments.contains(word))
        };
        let mut images = self.configs.dockerfiles.iter().filter(|(id, _)| is_of_app(&self.file(*id).path));
        let says_host = |path: &str| path.rsplit('/').next().is_some_and(|name| folders::SERVERLESS.contains(&name));
        images.any(|(_, all)| all.iter().any(|i| starts(&i.name, &i.arguments)))
            && !self.files.iter().any(|file| is_of_app(&file.path) && says_host(&file.path))
    }
}
