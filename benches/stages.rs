//! What each stage costs on a synthetic archive: `cargo bench`.
//!
//! `RIGHTSBOOK_BENCH_REPORTS` sets its size (100 reports if it is not set). Criterion's `--baseline`
//! compares with an earlier run.
#![expect(clippy::disallowed_methods, clippy::unwrap_used, reason = "a bench sets its own stage")]

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;

use criterion::{BatchSize, Criterion, Throughput};
use rightsbook::config::Limits;
use rightsbook::pages;
use rightsbook::parse::parse;
use rightsbook::pipeline::{self, Memory, Site, understand};
use rightsbook::publish::Target;
use rightsbook::source::{self, Kind};

fn archive(root: &Path) {
    let reports = std::env::var("RIGHTSBOOK_BENCH_REPORTS").unwrap_or_else(|_| "100".to_owned());
    let example = ["run", "--release", "--quiet", "--example", "synthesise", "--"];
    let done = Command::new(env!("CARGO")).args(example).arg(root).arg(&reports).status().unwrap();
    assert!(done.success());
}

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap().join("archive");
    archive(&root);
    let site = Site::new(&root);
    let snapshot = source::snapshot(&root).unwrap_or_else(|error| panic!("{error}"));
    let mut bench = Criterion::default().sample_size(10).configure_from_args();

    let bytes: usize = snapshot.of(Kind::Report).map(|file| file.text().len()).sum();
    let mut group = bench.benchmark_group("stages");
    group.throughput(Throughput::Bytes(bytes as u64));
    group.bench_function("parse every report", |b| {
        b.iter(|| {
            for file in snapshot.of(Kind::Report) {
                black_box(parse(file, Limits::default()));
            }
        });
    });
    group.finish();

    let understood = understand(&site, &snapshot, &mut Memory::default());
    assert_eq!(understood.problems, []);
    let renderer = understood.renderer.as_ref().unwrap();
    let mut group = bench.benchmark_group("pages");
    group.throughput(Throughput::Elements(understood.layout.spots.len() as u64));
    group.bench_function("plan all", |b| {
        b.iter(|| black_box(understood.plan()));
    });
    group.bench_function("draw all", |b| {
        b.iter(|| {
            for spot in &understood.layout.spots {
                let view = pages::view(&understood.world, spot.id);
                black_box(renderer.render(&view).is_ok());
            }
        });
    });
    let mut n = 0;
    let mut fresh = || -> PathBuf {
        n += 1;
        root.join(format!("out-{n}"))
    };
    let build = |out: PathBuf| {
        let target = Target { out, root: root.clone(), home: None };
        let built = pipeline::build(&site, target, &mut Memory::default(), &|_, _| {});
        assert!(built.is_ok_and(|built| built.receipt.is_some()));
    };
    group.bench_function("whole build into a fresh folder", |b| {
        b.iter_batched(&mut fresh, build, BatchSize::PerIteration);
    });
    let steady = root.join("steady");
    build(steady.clone());
    group.bench_function("whole build of what has not changed", |b| {
        b.iter(|| build(steady.clone()));
    });
    group.finish();
    bench.final_summary();
}
