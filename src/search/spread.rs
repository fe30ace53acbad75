//! Work on many things, spread over threads of its own.
//!
//! Not over rayon's: an index is made by whichever thread asks first, often one of rayon's, while
//! others wait for it. A thread of rayon's that waits takes up other work, which may wait for the
//! same index, and then all wait for ever.

use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{self, Builder};

/// Does something with each thing; gives the results in the order of the things.
pub(super) fn spread<T: Sync, R: Send>(things: &[T], each: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(thing) = things.get(at) else { return done };
            done.push((at, each(thing)));
        }
    };
    let mut done = thread::scope(|scope| {
        let more = 1..rayon::current_num_threads().min(things.len());
        // Where the system gives no thread, this one does it all.
        let helpers: Vec<_> =
            more.filter_map(|_| Builder::new().spawn_scoped(scope, work).ok()).collect();
        let mut done = work();
        for helper in helpers {
            match helper.join() {
                Ok(theirs) => done.extend(theirs),
                Err(panic) => resume_unwind(panic),
            }
        }
        done
    });
    done.sort_unstable_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, result)| result).collect()
}
