// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

import {Callee} from "./Callee.sol";

/// @title Calls of every kind, and creation with arguments, from one contract to another.
contract Caller {
    uint256 private start;
    uint256 public value;
    Callee public callee;

    function create(uint256 start_) external payable returns (address) {
        callee = new Callee{value: msg.value}(start_);
        return address(callee);
    }

    function set(uint256 value_) external payable returns (uint256) {
        return callee.set{value: msg.value}(value_);
    }

    function trySet(uint256 value_) external returns (bool, uint256) {
        try callee.set(value_) returns (uint256 previous) {
            return (true, previous);
        } catch (bytes memory) {
            return (false, 0);
        }
    }

    function delegateWhoAmI() external returns (address self, address sender) {
        (bool ok, bytes memory data) = address(callee).delegatecall(abi.encodeCall(Callee.whoAmI, ()));
        require(ok, "delegatecall failed");
        return abi.decode(data, (address, address));
    }

    function staticSet(uint256 value_) external view returns (bool ok) {
        (ok, ) = address(callee).staticcall(abi.encodeCall(Callee.set, (value_)));
    }

    function digest(bytes calldata data) external pure returns (bytes32, bytes32, bytes20) {
        return (keccak256(data), sha256(data), ripemd160(data));
    }

    function recover(bytes32 hash, uint8 v, bytes32 r, bytes32 s) external pure returns (address) {
        return ecrecover(hash, v, r, s);
    }
}
