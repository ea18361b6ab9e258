//! Genesis states by name.

use crate::{Balance, BalancesConfig, RuntimeGenesisConfig, SudoConfig, UNIT};
use alloc::string::ToString;
use alloc::{vec, vec::Vec};
use frame::{
    deps::frame_support::build_struct_json_patch,
    runtime::prelude::{PresetId, Sr25519Keyring, DEV_RUNTIME_PRESET},
};

/// What each well-known account begins with.
const ENDOWMENT: Balance = 1_000_000 * UNIT;

/// `development`: the well-known accounts have balances, Alice is sudo.
pub fn preset(id: &PresetId) -> Option<Vec<u8>> {
    let patch = match id.as_ref() {
        DEV_RUNTIME_PRESET => build_struct_json_patch!(RuntimeGenesisConfig {
            balances: BalancesConfig {
                balances: Sr25519Keyring::well_known()
                    .map(|key| (key.to_account_id(), ENDOWMENT))
                    .collect::<Vec<_>>(),
            },
            sudo: SudoConfig { key: Some(Sr25519Keyring::Alice.to_account_id()) },
        }),
        _ => return None,
    };
    Some(patch.to_string().into_bytes())
}

pub fn preset_names() -> Vec<PresetId> {
    vec![PresetId::from(DEV_RUNTIME_PRESET)]
}
