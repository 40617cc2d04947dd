#include "textflag.h"
#include "neon_arm64.h"
#include "neon_math_arm64.h"

// The kernels with exponential, arctangent and distances. Element counts are above 0 and a multiple of 4.

// All numbers, in V24–V29.
#define NUMBERS \
	EXPNUMBERS \
	VLD1 (R26), [V27.S4, V28.S4, V29.S4]
#define HALFPI(d) DUPE(29, 0, d)

// ATAN replaces x by its arctangent; a, t, z, y and s are used.
#define ATAN(x, a, t, z, y, s) \
	FABS(x, a) \
	EOR(a, x, x) \
	ONE(z) \
	FMIN(z, a, t) \
	FMAX(z, a, y) \
	FDIV(y, t, t) \
	FCMGT(z, a, a) \
	FMUL(t, t, z) \
	DUPE(27, 0, y) \
	HORNER(27, 1, y, z, s) \
	HORNER(27, 2, s, z, y) \
	HORNER(27, 3, y, z, s) \
	HORNER(28, 0, s, z, y) \
	HORNER(28, 1, y, z, s) \
	HORNER(28, 2, s, z, y) \
	HORNER(28, 3, y, z, s) \
	FMUL(z, s, s) \
	COPY(t, y) \
	FMLA(s, t, y) \
	HALFPI(s) \
	FSUB(y, s, s) \
	WHERE(a, s, y) \
	EOR(x, y, x)

// ONEPLUSEXP puts x, clamped from below, into v and 1 + e^−x into e.
#define ONEPLUSEXP(v, e) \
	MINUSLIMIT(16) \
	FMAX(16, v, v) \
	FNEG(v, e) \
	EXP(e, 16, 17, 18, 19) \
	ONE(16) \
	FADD(16, e, e)

// COUPLE puts the registers of an affine coupling up: V20 amp, V21 inv, R0 d, R1–R6 the panels and logdet, R7 the columns
// left. TOP begins four lanes, with their sum of α in V22; row by row ALPHA puts α into V0 and e into V1; BOTTOM adds the
// sum to logdet and moves on.
#define COUPLE \
	MOVD   d+0(FP), R0 \
	MOVD   x+8(FP), R1 \
	MOVD   s+16(FP), R2 \
	MOVD   t+24(FP), R3 \
	MOVD   y+32(FP), R4 \
	MOVD   e+40(FP), R5 \
	MOVD   logdet+48(FP), R6 \
	MOVD   $amp+56(FP), R8 \
	VLD1R  (R8), [V20.S4] \
	MOVD   $inv+60(FP), R8 \
	VLD1R  (R8), [V21.S4] \
	NUMBERS \
	MOVD   $128, R25 \
	MOVD   $8, R7
#define TOP \
	MOVD   R1, R8 \
	MOVD   R2, R9 \
	MOVD   R3, R10 \
	MOVD   R4, R11 \
	MOVD   R5, R12 \
	MOVD   R0, R13 \
	CLEAR(22)
#define ALPHA \
	VLD1.P (R9)(R25), [V0.S4] \
	FMUL(21, 0, 0) \
	ATAN(0, 1, 2, 3, 4, 5) \
	FMUL(20, 0, 0) \
	FADD(0, 22, 22) \
	COPY(0, 1) \
	EXP(1, 2, 3, 4, 5) \
	VST1.P [V1.S4], (R12)(R25) \
	VLD1.P (R8)(R25), [V2.S4] \
	VLD1.P (R10)(R25), [V3.S4]
#define BOTTOM(again, moved) \
	ADD    $16, R1 \
	ADD    $16, R2 \
	ADD    $16, R3 \
	ADD    $16, R4 \
	ADD    $16, R5 \
	CBZ    R6, moved \
	VLD1   (R6), [V0.S4] \
	FADD(22, 0, 0) \
	VST1.P [V0.S4], 16(R6) \
moved: \
	SUBS   $1, R7 \
	BNE    again

// COUPLEGRAD, TOPGRAD and BOTTOMGRAD do the same for the gradients: V20 amp·inv, V21 inv, V22 1, V23 dlogdet. SLOPE
// puts amp·inv/(1+(s·inv)²) into V0, dy into V1, v into V2, and dy·e into V3 and dx.
#define COUPLEGRAD \
	MOVD   d+0(FP), R0 \
	MOVD   dy+8(FP), R1 \
	MOVD   v+16(FP), R2 \
	MOVD   s+24(FP), R3 \
	MOVD   e+32(FP), R4 \
	MOVD   dlogdet+40(FP), R5 \
	MOVD   dx+48(FP), R6 \
	MOVD   ds+56(FP), R7 \
	MOVD   dt+64(FP), R8 \
	MOVD   $amp+72(FP), R9 \
	VLD1R  (R9), [V20.S4] \
	MOVD   $inv+76(FP), R9 \
	VLD1R  (R9), [V21.S4] \
	FMUL(21, 20, 20) \
	NUMBERS \
	ONE(22) \
	MOVD   $128, R25 \
	MOVD   $0, R24
#define TOPGRAD(ready) \
	ADD    R24, R1, R9 \
	ADD    R24, R2, R10 \
	ADD    R24, R3, R11 \
	ADD    R24, R4, R12 \
	ADD    R24, R6, R13 \
	ADD    R24, R7, R14 \
	ADD    R24, R8, R15 \
	MOVD   R0, R16 \
	CLEAR(23) \
	CBZ    R5, ready \
	VLD1.P 16(R5), [V23.S4] \
ready:
#define SLOPE \
	VLD1.P (R11)(R25), [V0.S4] \
	FMUL(21, 0, 0) \
	COPY(22, 4) \
	FMLA(0, 0, 4) \
	FDIV(4, 20, 0) \
	VLD1.P (R9)(R25), [V1.S4] \
	VLD1.P (R10)(R25), [V2.S4] \
	VLD1.P (R12)(R25), [V3.S4] \
	FMUL(1, 3, 3) \
	VST1.P [V3.S4], (R13)(R25)
#define BOTTOMGRAD(again) \
	ADD    $16, R24 \
	CMP    $128, R24 \
	BNE    again

// IMQ puts the registers of the distance kernels up: V20 0, V21 1, V22 and V23 the sum in float64. TOTAL adds
// v to that, and RESULT makes the sum a float32 in F22.
#define IMQ \
	MOVD n+0(FP), R0 \
	MOVD d+8(FP), R1 \
	MOVD a2+16(FP), R2 \
	MOVD bands+24(FP), R3 \
	MOVD w+32(FP), R4 \
	MOVD $0x3f800000, R5 \
	VDUP R5, V21.S4 \
	CLEAR(20) \
	CLEAR(22) \
	CLEAR(23)
#define TOTAL(v) \
	FCVTL(v, 4) \
	FCVTLTWO(v, 5) \
	FADDTWO(4, 22, 22) \
	FADDTWO(5, 23, 23)
#define RESULT \
	FADDTWO(22, 23, 22) \
	FADDPTWO(22, 22, 22) \
	FCVTDS F22, F22

// func siluNeon(n int, x, y *float32)
TEXT ·siluNeon(SB), NOSPLIT, $0-24
	MOVD n+0(FP), R0
	MOVD x+8(FP), R1
	MOVD y+16(FP), R2
	NUMBERS
again:
	VLD1.P 16(R1), [V0.S4]
	ONEPLUSEXP(0, 1)
	FDIV(1, 0, 0)
	VST1.P [V0.S4], 16(R2)
	SUBS   $4, R0
	BNE    again
	RET

// func siluGradNeon(n int, x, dy, dx *float32)
TEXT ·siluGradNeon(SB), NOSPLIT, $0-32
	MOVD n+0(FP), R0
	MOVD x+8(FP), R1
	MOVD dy+16(FP), R2
	MOVD dx+24(FP), R3
	NUMBERS
again:
	VLD1.P 16(R1), [V0.S4]
	ONEPLUSEXP(0, 1)
	FDIV(1, 16, 1)         // the sigmoid
	FSUB(1, 16, 2)
	FMLA(2, 0, 16)         // 1 + x·(1 − s)
	VLD1.P 16(R2), [V3.S4]
	FMUL(1, 16, 16)
	FMUL(3, 16, 16)
	VST1.P [V16.S4], 16(R3)
	SUBS   $4, R0
	BNE    again
	RET

// func coupleFwdNeon(d int, x, s, t, y, e, logdet *float32, amp, inv float32)
TEXT ·coupleFwdNeon(SB), NOSPLIT, $0-64
	COUPLE
lanes:
	TOP
row:
	ALPHA
	FMLA(1, 2, 3) // t + x·e
	VST1.P [V3.S4], (R11)(R25)
	SUBS   $1, R13
	BNE    row
	BOTTOM(lanes, moved)
	RET

// func coupleInvNeon(d int, x, s, t, y, e, logdet *float32, amp, inv float32)
TEXT ·coupleInvNeon(SB), NOSPLIT, $0-64
	COUPLE
	FNEG(20, 20)
lanes:
	TOP
row:
	ALPHA
	FSUB(3, 2, 2) // (x − t)·e
	FMUL(1, 2, 2)
	VST1.P [V2.S4], (R11)(R25)
	SUBS   $1, R13
	BNE    row
	BOTTOM(lanes, moved)
	RET

// func coupleFwdGradNeon(d int, dy, v, s, e, dlogdet, dx, ds, dt *float32, amp, inv float32)
TEXT ·coupleFwdGradNeon(SB), NOSPLIT, $0-80
	COUPLEGRAD
lanes:
	TOPGRAD(row)
	SLOPE
	COPY(23, 4)
	FMLA(3, 2, 4) // dy·e·x + dlogdet
	FMUL(0, 4, 4)
	VST1.P [V4.S4], (R14)(R25)
	VST1.P [V1.S4], (R15)(R25)
	SUBS   $1, R16
	BNE    row
	BOTTOMGRAD(lanes)
	RET

// func coupleInvGradNeon(d int, dy, v, s, e, dlogdet, dx, ds, dt *float32, amp, inv float32)
TEXT ·coupleInvGradNeon(SB), NOSPLIT, $0-80
	COUPLEGRAD
	FNEG(20, 20)
lanes:
	TOPGRAD(row)
	SLOPE
	COPY(23, 4)
	FMLA(1, 2, 4) // dy·y + dlogdet
	FMUL(0, 4, 4)
	VST1.P [V4.S4], (R14)(R25)
	FNEG(3, 3)
	VST1.P [V3.S4], (R15)(R25)
	SUBS   $1, R16
	BNE    row
	BOTTOMGRAD(lanes)
	RET

// func expNegNeon(n int, d *float32, c float32)
TEXT ·expNegNeon(SB), NOSPLIT, $0-20
	MOVD  n+0(FP), R0
	MOVD  d+8(FP), R1
	MOVD  $c+16(FP), R2
	VLD1R (R2), [V20.S4]
	FNEG(20, 20)
	CLEAR(21)
	NUMBERS
again:
	VLD1   (R1), [V0.S4]
	FMAX(21, 0, 0)
	FMUL(20, 0, 0)
	EXP(0, 1, 2, 3, 4)
	VST1.P [V0.S4], 16(R1)
	SUBS   $4, R0
	BNE    again
	RET

// func imqNeon(n int, d, a2 *float32, bands int, w *float32) float32
TEXT ·imqNeon(SB), NOSPLIT, $0-44
	IMQ
again:
	VLD1    (R1), [V0.S4]
	FMAX(20, 0, 0)
	CLEAR(1) // Σ a/(a+d)
	CLEAR(2) // Σ a/(a+d)²
	MOVD    R2, R6
	MOVD    R3, R7
	CBZ     R7, banded
band:
	VLD1R.P 4(R6), [V3.S4]
	FADD(0, 3, 4)
	FDIV(4, 21, 4)
	FMUL(4, 3, 3)
	FADD(3, 1, 1)
	FMLA(4, 3, 2)
	SUBS    $1, R7
	BNE     band
banded:
	CBZ     R4, weighed
	VLD1.P  16(R4), [V3.S4]
	FMUL(3, 1, 1)
	FMUL(3, 2, 2)
weighed:
	TOTAL(1)
	VST1.P  [V2.S4], 16(R1)
	SUBS    $4, R0
	BNE     again
	RESULT
	FMOVS   F22, ret+40(FP)
	RET

// func imqValueNeon(n int, d, a2 *float32, bands int, w *float32) float32
TEXT ·imqValueNeon(SB), NOSPLIT, $0-44
	IMQ
again:
	VLD1.P  16(R1), [V0.S4]
	FMAX(20, 0, 0)
	CLEAR(1)
	MOVD    R2, R6
	MOVD    R3, R7
	CBZ     R7, banded
band:
	VLD1R.P 4(R6), [V3.S4]
	FADD(0, 3, 4)
	FDIV(4, 3, 4)
	FADD(4, 1, 1)
	SUBS    $1, R7
	BNE     band
banded:
	CBZ     R4, weighed
	VLD1.P  16(R4), [V3.S4]
	FMUL(3, 1, 1)
weighed:
	TOTAL(1)
	SUBS    $4, R0
	BNE     again
	RESULT
	FMOVS   F22, ret+40(FP)
	RET
