//! The bytes of messages and answers. `fixtures/substrate/messages.txt` has them for the other side of the host function too.

use super::*;
use crate::message::{Answer, BlockContext, GasSchedule, Revision, Rules};

const FILE: &str = include_str!("../../../../fixtures/substrate/messages.txt");

fn h160(first: u8) -> H160 {
    H160(core::array::from_fn(|i| first + i as u8))
}

fn h256(first: u8) -> H256 {
    H256(core::array::from_fn(|i| first + i as u8))
}

fn message(kind: Kind, input: Vec<u8>) -> Message {
    Message {
        prefix: core::array::from_fn(|i| i as u8),
        rules: Rules { revision: Revision::Cancun, gas_schedule: GasSchedule::EwasmV1 },
        max_code_size: 1_048_576,
        kind,
        sender: h160(0x20),
        value: u128::MAX - 1,
        gas_limit: u64::MAX - 2,
        input,
        block: BlockContext {
            number: 0x0102_0304_0506_0708,
            timestamp: 1_700_000_000,
            coinbase: h160(0x40),
            gas_limit: 60_000_000,
            prev_randao: h256(0x60),
            chain_id: 1_337,
            parent_hash: h256(0x80),
        },
    }
}

fn outcome() -> Outcome {
    let account = Account { nonce: 7, balance: 1u128 << 100, code_hash: h256(0x10) };
    Outcome {
        status: Status::Success,
        gas_used: 0xffff_ffff,
        output: vec![0xab; 70],
        created: Some(h160(1)),
        burned: 3,
        accounts: vec![
            AccountChange {
                address: h160(1),
                account: Some(account),
                clears_storage: false,
                storage: vec![(h256(2), h256(3)), (h256(4), H256::zero())],
            },
            AccountChange { address: h160(2), account: None, clears_storage: true, storage: vec![] },
        ],
        codes: vec![vec![0, 0x61, 0x73, 0x6d], vec![0xfe; 100]],
        logs: vec![
            Log { address: h160(5), topics: vec![], data: vec![] },
            Log { address: h160(6), topics: vec![h256(7); 4], data: vec![8, 9] },
        ],
    }
}

fn samples() -> Vec<(&'static str, Vec<u8>)> {
    let call = Kind::Call { target: h160(0x30) };
    let plain = |status, output| Outcome { status, output, ..success() };
    let answer = |answer: Answer| answer.encode();
    vec![
        ("message-call", message(call, vec![1, 2, 3]).encode()),
        ("message-create", message(Kind::Create, vec![0x55; 64]).encode()),
        ("message-create2", message(Kind::Create2 { salt: h256(0xa0) }, vec![]).encode()),
        ("answer-success", answer(Ok(outcome()))),
        ("answer-revert", answer(Ok(plain(Status::Revert, vec![1])))),
        ("answer-out-of-gas", answer(Ok(plain(Status::OutOfGas, vec![])))),
        ("answer-failure", answer(Ok(plain(Status::Failure(16), vec![])))),
        ("answer-malformed-message", answer(Err(EngineFailure::MalformedMessage))),
        ("answer-exhausted", answer(Err(EngineFailure::Exhausted))),
        ("answer-unavailable", answer(Err(EngineFailure::Unavailable))),
        ("answer-timed-out", answer(Err(EngineFailure::TimedOut))),
        ("answer-fault", answer(Err(EngineFailure::Fault))),
    ]
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Run with `-- --nocapture` for the lines of a new file.
#[test]
fn messages_and_answers_have_the_bytes_that_both_sides_know() {
    let lines: Vec<String> =
        samples().iter().map(|(name, bytes)| format!("{name} {}", hex(bytes))).collect();
    if FILE.lines().ne(lines.iter().map(String::as_str)) {
        println!("{}", lines.join("\n"));
        panic!("fixtures/substrate/messages.txt is another one");
    }
}

/// Where the accounts lie in the state, for whoever reads them without the runtime: the keys that FRAME makes.
#[test]
fn storage_keys_are_those_that_the_engine_reads() {
    let prefix = frame::hashing::twox_128(b"Ewasm");
    let key = |item: &[u8], parts: &[&[u8]]| {
        let mut key = [prefix, frame::hashing::twox_128(item)].concat();
        for part in parts {
            key.extend(frame::hashing::blake2_128(part));
            key.extend(*part);
        }
        key
    };
    let (address, hash) = (h160(1), h256(2));
    assert_eq!(Accounts::<Test>::hashed_key_for(address), key(b"Accounts", &[&address.0]));
    assert_eq!(AccountCodes::<Test>::hashed_key_for(hash), key(b"AccountCodes", &[&hash.0]));
    assert_eq!(
        AccountStorages::<Test>::hashed_key_for(address, hash),
        key(b"AccountStorages", &[&address.0, &hash.0])
    );
}
