//! Writes types as one TypeScript file.

use std::{collections::BTreeMap, fmt::Write as _};

use ts_rs::{Config, TS, TypeVisitor};

/// A TypeScript file in the making.
pub struct TypeScript {
    config: Config,
    types: BTreeMap<String, String>,
    methods: Vec<String>,
}

impl std::fmt::Debug for TypeScript {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TypeScript").finish_non_exhaustive()
    }
}

impl Default for TypeScript {
    fn default() -> Self {
        // Every 64-bit number that crosses is a time in milliseconds or a count: far below 2⁵³.
        Self { config: Config::new().with_large_int("number"), types: BTreeMap::new(), methods: Vec::new() }
    }
}

impl TypeScript {
    /// Adds a method.
    pub fn method<P: TS + 'static, R: TS + 'static>(&mut self, name: &str) {
        // `()` is null to the generator; a method without parameters or result has none.
        let of = |name: String| if name == "null" { "void".to_owned() } else { name };
        self.methods.push(format!("  {name}: [{}, {}];", of(P::name(&self.config)), of(R::name(&self.config))));
        self.ty::<P>();
        self.ty::<R>();
    }

    /// Adds a type and every type it names.
    pub fn ty<T: TS + 'static>(&mut self) {
        self.visit::<T>();
    }

    /// The file.
    pub fn finish(self) -> String {
        let mut file = String::from(
            "// Generated from the engine's list of methods by `cargo xtask gen`. Do not edit.\n\
             // A failing call rejects with a Failure; an Event comes over the one event channel.\n\n",
        );
        for declaration in self.types.values() {
            let _ = writeln!(file, "export {declaration}");
        }
        let _ = writeln!(file, "\n/** Every call: its parameters and its result. */\nexport interface Methods {{");
        for method in self.methods {
            let _ = writeln!(file, "{method}");
        }
        file.push_str("}\n");
        file
    }
}

impl TypeVisitor for TypeScript {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        // Lists, options and primitives have no file of their own.
        if T::output_path().is_some() {
            let name = T::ident(&self.config);
            if self.types.contains_key(&name) {
                return;
            }
            self.types.insert(name, T::decl(&self.config));
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}
