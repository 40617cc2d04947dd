#include "textflag.h"
#include "neon_arm64.h"

// The kernels over elements, sums and transposes. Element counts are above 0 and a multiple of 4.

// func addNeon(n int, x, y *float32)
TEXT ·addNeon(SB), NOSPLIT, $0-24
	MOVD n+0(FP), R0
	MOVD x+8(FP), R1
	MOVD y+16(FP), R2
again:
	VLD1.P 16(R1), [V0.S4]
	VLD1   (R2), [V1.S4]
	FADD(0, 1, 1)
	VST1.P [V1.S4], 16(R2)
	SUBS   $4, R0
	BNE    again
	RET

// func adamNeon(n int, p, m, v, grad, avg *float32, rate, invV, beta1, rest1, beta2, rest2, eps, clip, decay, keep, rest float32)
TEXT ·adamNeon(SB), NOSPLIT, $0-92
	MOVD n+0(FP), R0
	MOVD p+8(FP), R1
	MOVD m+16(FP), R2
	MOVD v+24(FP), R3
	MOVD grad+32(FP), R4
	MOVD avg+40(FP), R5
	MOVD $rate+48(FP), R6
	VLD1R.P 4(R6), [V16.S4] // rate
	VLD1R.P 4(R6), [V17.S4] // invV
	VLD1R.P 4(R6), [V18.S4] // beta1
	VLD1R.P 4(R6), [V19.S4] // rest1
	VLD1R.P 4(R6), [V20.S4] // beta2
	VLD1R.P 4(R6), [V21.S4] // rest2
	VLD1R.P 4(R6), [V22.S4] // eps
	VLD1R.P 4(R6), [V23.S4] // clip
	VLD1R.P 4(R6), [V24.S4] // decay
	VLD1R.P 4(R6), [V25.S4] // keep
	VLD1R   (R6), [V26.S4]  // rest
	FNEG(23, 27)
again:
	VLD1.P 16(R4), [V0.S4]
	FMIN(23, 0, 0)
	FMAX(27, 0, 0)
	VLD1   (R1), [V1.S4]
	FMLA(24, 1, 0)
	VLD1   (R2), [V2.S4]
	FMUL(18, 2, 2)
	FMLA(19, 0, 2)
	VST1.P [V2.S4], 16(R2)
	FMUL(0, 0, 0)
	VLD1   (R3), [V3.S4]
	FMUL(20, 3, 3)
	FMLA(21, 0, 3)
	VST1.P [V3.S4], 16(R3)
	FMUL(17, 3, 3)
	FSQRT(3, 3)
	FADD(22, 3, 3)
	FMUL(16, 2, 2)
	FDIV(3, 2, 2)
	FSUB(2, 1, 1)
	VST1.P [V1.S4], 16(R1)
	VLD1   (R5), [V4.S4]
	FMUL(25, 4, 4)
	FMLA(26, 1, 4)
	VST1.P [V4.S4], 16(R5)
	SUBS   $4, R0
	BNE    again
	RET

// FOLD is x ^ x>>by.
#define FOLD(by, x, t) \
	SHIFTRIGHT(by, x, t) \
	EOR(t, x, x)

// func dropoutNeon(n int, seed, at uint32, keep, scale float32, mask *float32)
TEXT ·dropoutNeon(SB), NOSPLIT, $0-32
	MOVD  n+0(FP), R0
	MOVD  mask+24(FP), R1
	MOVWU seed+8(FP), R2
	VDUP  R2, V16.S4
	MOVWU at+12(FP), R2
	VDUP  R2, V17.S4
	MOVWU keep+16(FP), R2
	VDUP  R2, V18.S4
	MOVWU scale+20(FP), R2
	VDUP  R2, V19.S4
	MOVD  $0x9e3779b1, R2
	VDUP  R2, V20.S4
	MOVD  $0x7feb352d, R2
	VDUP  R2, V21.S4
	MOVD  $0x846ca68b, R2
	VDUP  R2, V22.S4
	MOVD  $0x33800000, R2 // 2⁻²⁴
	VDUP  R2, V23.S4
	MOVD  $4, R2
	VDUP  R2, V24.S4
	CLEAR(0)              // 0, 1, 2, 3
	MOVD  $1, R2
	VMOV  R2, V0.S[1]
	MOVD  $2, R2
	VMOV  R2, V0.S[2]
	MOVD  $3, R2
	VMOV  R2, V0.S[3]
	ADDI(0, 17, 17)
again:
	MULI(20, 17, 0)
	ADDI(16, 0, 0)
	FOLD(16, 0, 1)
	MULI(21, 0, 0)
	FOLD(15, 0, 1)
	MULI(22, 0, 0)
	FOLD(16, 0, 1)
	SHIFTRIGHT(8, 0, 0)
	SCVTF(0, 0)
	FMUL(23, 0, 0)
	FCMGT(0, 18, 0)
	AND(19, 0, 0)
	VST1.P [V0.S4], 16(R1)
	ADDI(24, 17, 17)
	SUBS   $4, R0
	BNE    again
	RET

// ROWSUM adds a row of 32 to four partial sums in s.
#define ROWSUM(s) \
	VLD1.P 64(R1), [V0.S4, V1.S4, V2.S4, V3.S4] \
	VLD1.P 64(R1), [V4.S4, V5.S4, V6.S4, V7.S4] \
	FADD(0, 1, 0) \
	FADD(2, 3, 2) \
	FADD(4, 5, 4) \
	FADD(6, 7, 6) \
	FADD(0, 2, 0) \
	FADD(4, 6, 4) \
	FADD(0, 4, s)

// func rowSumNeon(fours int, a, c *float32, ldc int)
TEXT ·rowSumNeon(SB), NOSPLIT, $0-32
	MOVD fours+0(FP), R0
	MOVD a+8(FP), R1
	MOVD c+16(FP), R2
	MOVD ldc+24(FP), R3
again:
	ROWSUM(16)
	ROWSUM(17)
	ROWSUM(18)
	ROWSUM(19)
	FADDP(17, 16, 16)
	FADDP(19, 18, 18)
	FADDP(18, 16, 16)
	MOVD   R2, R4
	VLD1   (R4), V20.S[0]
	ADD    R3, R4
	VLD1   (R4), V20.S[1]
	ADD    R3, R4
	VLD1   (R4), V20.S[2]
	ADD    R3, R4
	VLD1   (R4), V20.S[3]
	FADD(20, 16, 16)
	VST1.P V16.S[0], (R2)(R3)
	VST1.P V16.S[1], (R2)(R3)
	VST1.P V16.S[2], (R2)(R3)
	VST1.P V16.S[3], (R2)(R3)
	SUBS   $1, R0
	BNE    again
	RET

// TURN transposes a square of 4 × 4 in a, b, c, d with the help of four more.
#define TURN(a, b, c, d, p, q, r, s) \
	VTRN1 b.S4, a.S4, p.S4 \
	VTRN2 b.S4, a.S4, q.S4 \
	VTRN1 d.S4, c.S4, r.S4 \
	VTRN2 d.S4, c.S4, s.S4 \
	VTRN1 r.D2, p.D2, a.D2 \
	VTRN1 s.D2, q.D2, b.D2 \
	VTRN2 r.D2, p.D2, c.D2 \
	VTRN2 s.D2, q.D2, d.D2

// func transposeFourNeon(src, dst *float32, ld int)
TEXT ·transposeFourNeon(SB), NOSPLIT, $0-24
	MOVD src+0(FP), R1
	MOVD dst+8(FP), R2
	MOVD ld+16(FP), R3
	MOVD $128, R4
	MOVD $8, R0
again:
	MOVD   R1, R5
	VLD1.P (R5)(R4), [V0.S4]
	VLD1.P (R5)(R4), [V1.S4]
	VLD1.P (R5)(R4), [V2.S4]
	VLD1   (R5), [V3.S4]
	TURN(V0, V1, V2, V3, V16, V17, V18, V19)
	VST1.P [V0.S4], (R2)(R3)
	VST1.P [V1.S4], (R2)(R3)
	VST1.P [V2.S4], (R2)(R3)
	VST1.P [V3.S4], (R2)(R3)
	ADD    $16, R1
	SUBS   $1, R0
	BNE    again
	RET

// func transposeEightNeon(src, dst *float32, ld int)
TEXT ·transposeEightNeon(SB), NOSPLIT, $0-24
	MOVD src+0(FP), R1
	MOVD dst+8(FP), R2
	MOVD ld+16(FP), R3
	MOVD $128, R4
	MOVD $8, R0
again:
	MOVD   R1, R5
	VLD1.P (R5)(R4), [V0.S4]
	VLD1.P (R5)(R4), [V2.S4]
	VLD1.P (R5)(R4), [V4.S4]
	VLD1.P (R5)(R4), [V6.S4]
	VLD1.P (R5)(R4), [V1.S4]
	VLD1.P (R5)(R4), [V3.S4]
	VLD1.P (R5)(R4), [V5.S4]
	VLD1   (R5), [V7.S4]
	TURN(V0, V2, V4, V6, V16, V17, V18, V19)
	TURN(V1, V3, V5, V7, V20, V21, V22, V23)
	VST1.P [V0.S4, V1.S4], (R2)(R3)
	VST1.P [V2.S4, V3.S4], (R2)(R3)
	VST1.P [V4.S4, V5.S4], (R2)(R3)
	VST1.P [V6.S4, V7.S4], (R2)(R3)
	ADD    $16, R1
	SUBS   $1, R0
	BNE    again
	RET

// func peakNeon(n int)
TEXT ·peakNeon(SB), NOSPLIT, $0-8
	MOVD n+0(FP), R0
	CLEAR(30)
	CLEAR(31)
again:
	FMLA(30, 31, 0)
	FMLA(30, 31, 1)
	FMLA(30, 31, 2)
	FMLA(30, 31, 3)
	FMLA(30, 31, 4)
	FMLA(30, 31, 5)
	FMLA(30, 31, 6)
	FMLA(30, 31, 7)
	FMLA(30, 31, 8)
	FMLA(30, 31, 9)
	FMLA(30, 31, 10)
	FMLA(30, 31, 11)
	FMLA(30, 31, 12)
	FMLA(30, 31, 13)
	FMLA(30, 31, 14)
	FMLA(30, 31, 15)
	FMLA(30, 31, 16)
	FMLA(30, 31, 17)
	FMLA(30, 31, 18)
	FMLA(30, 31, 19)
	FMLA(30, 31, 20)
	FMLA(30, 31, 21)
	FMLA(30, 31, 22)
	FMLA(30, 31, 23)
	SUBS $1, R0
	BNE  again
	RET
