/* The functions of the Ethereum environment interface that the small contracts of the benchmark use.
 * https://github.com/ewasm/design/blob/master/eth_interface.md */
#ifndef EEI_H
#define EEI_H

typedef unsigned char u8;
typedef unsigned int u32;

#define EEI(name) __attribute__((import_module("ethereum"), import_name(#name))) name
#define CONTRACT __attribute__((export_name("main")))

void EEI(callDataCopy)(u8 *result, u32 data_offset, u32 length);
void EEI(storageLoad)(const u8 *path, u8 *result);
void EEI(storageStore)(const u8 *path, const u8 *value);
_Noreturn void EEI(finish)(const u8 *data, u32 length);

#endif
