//! The list of points is that of the code.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use trial::points::POINTS;

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => sources(&path, found),
            false => found.push(path),
        }
    }
}

#[test]
fn every_point_of_the_code_is_tried() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut files = Vec::new();
    for name in ["store", "engine"] {
        sources(&crates.join(name).join("src"), &mut files);
    }
    let mut found = BTreeSet::new();
    for file in files {
        let text = fs::read_to_string(file).unwrap();
        let points = text.split("fail_point!(\"").skip(1).filter_map(|rest| rest.split_once('"'));
        // One with an effect of its own is planted by the simulated worlds.
        found.extend(points.filter(|(_, rest)| rest.starts_with(')')).map(|(name, _)| name.to_owned()));
    }
    assert_eq!(found, POINTS.iter().map(|name| (*name).to_owned()).collect(), "in the code, and in the list");
}
