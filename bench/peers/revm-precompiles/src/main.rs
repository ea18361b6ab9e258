//! Times revm's precompiles. Standard input has a line for each call: name, address as a number, input in hex.
//! Standard output has a line for each: name, and the least nanoseconds of a call over the rounds, or `refused`.

use revm_precompile::{primitives::Address, Precompile, Precompiles};
use std::{
    hint::black_box,
    io::{stdin, BufRead},
    time::{Duration, Instant},
};

const ROUND: Duration = Duration::from_millis(10);
const ROUNDS: usize = 15;

fn main() {
    for line in stdin().lock().lines() {
        let line = line.expect("standard input is text");
        let mut words = line.split('\t');
        let (Some(name), Some(number), Some(hex)) = (words.next(), words.next(), words.next())
        else {
            panic!("a line needs a name, an address and an input: {line}");
        };
        let input = bytes_of(hex);
        match precompile_at(number) {
            Some(precompile) => report(name, precompile, &input),
            None => println!("{name}\tmissing"),
        }
    }
}

fn precompile_at(number: &str) -> Option<&'static Precompile> {
    let number: u16 = number.parse().expect("the address is a number");
    let mut bytes = [0u8; 20];
    bytes[18..].copy_from_slice(&number.to_be_bytes());
    Precompiles::osaka().get(&Address::from(bytes))
}

fn report(name: &str, precompile: &Precompile, input: &[u8]) {
    let succeeds = || matches!(precompile.execute(black_box(input), u64::MAX, 0), Ok(out) if out.is_success());
    if !succeeds() {
        println!("{name}\trefused");
        return;
    }
    println!("{name}\t{:.1}", fastest_round(|| { black_box(succeeds()); }));
}

/// Nanoseconds of a call in the fastest round. The first round warms up; one call is a round where it takes longer.
fn fastest_round(mut call: impl FnMut()) -> f64 {
    let mut fastest = f64::INFINITY;
    for _ in 0..ROUNDS {
        let start = Instant::now();
        let mut calls = 0u32;
        while calls == 0 || start.elapsed() < ROUND {
            call();
            calls += 1;
        }
        fastest = fastest.min(start.elapsed().as_nanos() as f64 / f64::from(calls));
    }
    fastest
}

fn bytes_of(hex: &str) -> Vec<u8> {
    (0..hex.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&hex[at..at + 2], 16).expect("the input is hex"))
        .collect()
}
