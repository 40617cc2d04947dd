#include "textflag.h"
#include "neon_arm64.h"

// The matrix products: one function for the panel products and the outer product. A tile of 4 rows × 16 columns of c
// stays in V0–V15 while the depth runs: per step 16 numbers of a row of b are loaded to V16–V19 and each weight is spread
// over V20–V23. Rows that are left over go in tiles of two and one. Eight columns can be left over in the outer product
// alone, so there the sums always start with c and are stored as they are.

// A row of a tile at R17 in and out, 16 or 8 columns wide; R22 is the row stride of c.
#define LOAD16(s0, s1, s2, s3) VLD1.P (R17)(R22), [s0.S4, s1.S4, s2.S4, s3.S4]
#define STORE16(s0, s1, s2, s3) VST1.P [s0.S4, s1.S4, s2.S4, s3.S4], (R17)(R22)
#define LOAD8(s0, s1) VLD1.P (R17)(R22), [s0.S4, s1.S4]
#define STORE8(s0, s1) VST1.P [s0.S4, s1.S4], (R17)(R22)

// The bias at R17 in a row of sums that starts with register s.
#define BIAS16(name, s) \
	VLD1R.P (R17)(R24), [name.S4] \
	COPY(s, s+1) \
	COPY(s, s+2) \
	COPY(s, s+3)

// Sums of a row from register s on: plus a row of b times the weight in w; not below zero; zero where the mask at R17 is
// not above zero.
#define STEP16(w, s) \
	FMLA(16, w, s) \
	FMLA(17, w, s+1) \
	FMLA(18, w, s+2) \
	FMLA(19, w, s+3)
#define STEP8(w, s) \
	FMLA(16, w, s) \
	FMLA(17, w, s+1)
#define RELU16(s) \
	FMAX(20, s, s) \
	FMAX(20, s+1, s+1) \
	FMAX(20, s+2, s+2) \
	FMAX(20, s+3, s+3)
#define KEEP(mask, s) \
	FCMGTZERO(mask, mask) \
	AND(mask, s, s)
#define MASK16(s) \
	VLD1.P (R17)(R24), [V16.S4, V17.S4, V18.S4, V19.S4] \
	KEEP(16, s) \
	KEEP(17, s+1) \
	KEEP(18, s+2) \
	KEEP(19, s+3)

#define CLEAR4(s) \
	CLEAR(s) \
	CLEAR(s+1) \
	CLEAR(s+2) \
	CLEAR(s+3)

// A column of weights and a row of b.
#define B16 VLD1.P (R12)(R20), [V16.S4, V17.S4, V18.S4, V19.S4]
#define B8 VLD1.P (R12)(R20), [V16.S4, V17.S4]
#define WEIGHT(r, w) VLD1R.P (r)(R7), [w.S4]

// The parts of a tile in their order. start is 0 (zero), 1 (c) or 2 (bias), end 0 (store), 1 (relu) or 2 (mask).
#define START(fromC, fromBias, ready) \
	MOVD R3, R13 \
	MOVD R19, R12 \
	CBZ  R0, ready \
	CMP  $2, R0 \
	BEQ  fromBias \
	MOVD R14, R17 \
	B    fromC
#define END(relu, mask, store) \
	CBZ R1, store \
	CMP $2, R1 \
	BEQ mask \
	CLEAR(20) \
	B   relu

#define BEGIN8 \
	MOVD R3, R13 \
	MOVD R19, R12 \
	MOVD R14, R17

// Moves to the next row tile.
#define NEXT(rows, again) \
	MADD R6, R15, R26, R15 \
	MADD R24, R16, R26, R16 \
	MOVD R17, R14 \
	SUB  $rows, R25 \
	B    again

// func productNeon(start, end, m, k, n int, a *float32, ars, acs int, b *float32, ldb int, c *float32, ldc int, extra *float32, lde int)
TEXT ·productNeon(SB), NOSPLIT, $0-112
	MOVD start+0(FP), R0
	MOVD end+8(FP), R1
	MOVD m+16(FP), R2
	MOVD k+24(FP), R3
	MOVD n+32(FP), R4
	MOVD a+40(FP), R5
	MOVD ars+48(FP), R6
	MOVD acs+56(FP), R7
	MOVD b+64(FP), R19
	MOVD ldb+72(FP), R20
	MOVD c+80(FP), R21
	MOVD ldc+88(FP), R22
	MOVD extra+96(FP), R23
	MOVD lde+104(FP), R24

wide:
	CMP  $16, R4
	BLT  narrow
	MOVD R5, R15
	MOVD R21, R14
	MOVD R23, R16
	MOVD R2, R25

four16:
	CMP $4, R25
	BLT two16
	MOVD R15, R8
	ADD  R6, R8, R9
	ADD  R6, R9, R10
	ADD  R6, R10, R11
	CLEAR4(0)
	CLEAR4(4)
	CLEAR4(8)
	CLEAR4(12)
	START(four16FromC, four16FromBias, four16Depth)
four16FromC:
	LOAD16(V0, V1, V2, V3)
	LOAD16(V4, V5, V6, V7)
	LOAD16(V8, V9, V10, V11)
	LOAD16(V12, V13, V14, V15)
	B four16Depth
four16FromBias:
	MOVD R16, R17
	BIAS16(V0, 0)
	BIAS16(V4, 4)
	BIAS16(V8, 8)
	BIAS16(V12, 12)
four16Depth:
	CBZ R13, four16End
	B16
	WEIGHT(R8, V20)
	WEIGHT(R9, V21)
	WEIGHT(R10, V22)
	WEIGHT(R11, V23)
	STEP16(20, 0)
	STEP16(21, 4)
	STEP16(22, 8)
	STEP16(23, 12)
	SUB $1, R13
	B   four16Depth
four16End:
	END(four16Relu, four16Mask, four16Store)
four16Relu:
	RELU16(0)
	RELU16(4)
	RELU16(8)
	RELU16(12)
	B four16Store
four16Mask:
	MOVD R16, R17
	MASK16(0)
	MASK16(4)
	MASK16(8)
	MASK16(12)
four16Store:
	MOVD R14, R17
	STORE16(V0, V1, V2, V3)
	STORE16(V4, V5, V6, V7)
	STORE16(V8, V9, V10, V11)
	STORE16(V12, V13, V14, V15)
	MOVD $4, R26
	NEXT(4, four16)

two16:
	CMP  $2, R25
	BLT  one16
	MOVD R15, R8
	ADD  R6, R8, R9
	CLEAR4(0)
	CLEAR4(4)
	START(two16FromC, two16FromBias, two16Depth)
two16FromC:
	LOAD16(V0, V1, V2, V3)
	LOAD16(V4, V5, V6, V7)
	B two16Depth
two16FromBias:
	MOVD R16, R17
	BIAS16(V0, 0)
	BIAS16(V4, 4)
two16Depth:
	CBZ R13, two16End
	B16
	WEIGHT(R8, V20)
	WEIGHT(R9, V21)
	STEP16(20, 0)
	STEP16(21, 4)
	SUB $1, R13
	B   two16Depth
two16End:
	END(two16Relu, two16Mask, two16Store)
two16Relu:
	RELU16(0)
	RELU16(4)
	B two16Store
two16Mask:
	MOVD R16, R17
	MASK16(0)
	MASK16(4)
two16Store:
	MOVD R14, R17
	STORE16(V0, V1, V2, V3)
	STORE16(V4, V5, V6, V7)
	MOVD $2, R26
	NEXT(2, two16)

one16:
	CBZ  R25, wideDone
	MOVD R15, R8
	CLEAR4(0)
	START(one16FromC, one16FromBias, one16Depth)
one16FromC:
	LOAD16(V0, V1, V2, V3)
	B one16Depth
one16FromBias:
	MOVD R16, R17
	BIAS16(V0, 0)
one16Depth:
	CBZ R13, one16End
	B16
	WEIGHT(R8, V20)
	STEP16(20, 0)
	SUB $1, R13
	B   one16Depth
one16End:
	END(one16Relu, one16Mask, one16Store)
one16Relu:
	RELU16(0)
	B one16Store
one16Mask:
	MOVD R16, R17
	MASK16(0)
one16Store:
	MOVD R14, R17
	STORE16(V0, V1, V2, V3)
	MOVD $1, R26
	NEXT(1, one16)

wideDone:
	SUB $16, R4
	ADD $64, R19
	ADD $64, R21
	CMP $2, R1
	BNE wide
	ADD $64, R23 // a mask has columns, a bias has not
	B   wide

narrow:
	CBZ  R4, done
	MOVD R5, R15
	MOVD R21, R14
	MOVD R23, R16
	MOVD R2, R25

four8:
	CMP  $4, R25
	BLT  one8
	MOVD R15, R8
	ADD  R6, R8, R9
	ADD  R6, R9, R10
	ADD  R6, R10, R11
	BEGIN8
	LOAD8(V0, V1)
	LOAD8(V2, V3)
	LOAD8(V4, V5)
	LOAD8(V6, V7)
four8Depth:
	CBZ R13, four8Store
	B8
	WEIGHT(R8, V20)
	WEIGHT(R9, V21)
	WEIGHT(R10, V22)
	WEIGHT(R11, V23)
	STEP8(20, 0)
	STEP8(21, 2)
	STEP8(22, 4)
	STEP8(23, 6)
	SUB $1, R13
	B   four8Depth
four8Store:
	MOVD R14, R17
	STORE8(V0, V1)
	STORE8(V2, V3)
	STORE8(V4, V5)
	STORE8(V6, V7)
	MOVD $4, R26
	NEXT(4, four8)

one8:
	CBZ  R25, done
	MOVD R15, R8
	BEGIN8
	LOAD8(V0, V1)
one8Depth:
	CBZ R13, one8Store
	B8
	WEIGHT(R8, V20)
	STEP8(20, 0)
	SUB $1, R13
	B   one8Depth
one8Store:
	MOVD R14, R17
	STORE8(V0, V1)
	MOVD $1, R26
	NEXT(1, one8)

done:
	RET
