#include "textflag.h"
#include "neon_arm64.h"
#include "neon_math_arm64.h"

// The rational-quadratic spline; see plain_spline.go for the formulas. Four elements at a time go through the softmax of
// their logits, whose exponentials stand in the caller's room, widths before heights, and through all bins: what belongs
// to an element's bin is kept by comparing it with every knot.
//
// Throughout: V24–V28 numbers, V29 bound, −bound, least, free; R1 bins, R6 room, R8 the logits of the elements at hand,
// R19 bytes of a feature's logits, R20 bytes of its widths, R25 bytes of a row.

#define SPLINENUMBERS \
	EXPNUMBERS \
	MOVD $·neonSplineNumbers(SB), R26 \
	VLD1 (R26), [V27.S4, V28.S4]
#define BOUND(d) DUPE(29, 0, d)
#define SLOPESHIFT(d) DUPE(28, 2, d)
#define MINSLOPE(d) DUPE(28, 3, d)
#define STRIDES \
	MOVD $128, R25 \
	LSL  $7, R1, R20 \
	ADD  R20<<1, R20, R19 \
	SUB  R25, R19

// TWICEATANH puts 2·atanh(t), |t| ≤ 1/3, into y; t, z and u are used.
#define TWICEATANH(t, z, y, u) \
	FMUL(t, t, z) \
	DUPE(27, 0, y) \
	HORNER(27, 1, y, z, u) \
	HORNER(27, 2, u, z, y) \
	HORNER(27, 3, y, z, u) \
	FMUL(z, u, u) \
	FADD(t, t, t) \
	COPY(t, y) \
	FMLA(u, t, y)

// LOG puts the logarithm of a normal x > 0 into y, NaN of NaN; m, f, t and z are used.
#define LOG(x, m, f, t, z, y) \
	DUPE(28, 0, t) \
	SUBI(t, x, m) \
	LOGARITHM(m, f) \
	SCVTF(f, f) \
	DUPE(28, 1, z) \
	AND(z, m, m) \
	ADDI(t, m, m) \
	ONE(z) \
	FSUB(z, m, t) \
	FADD(z, m, m) \
	FDIV(m, t, t) \
	TWICEATANH(t, z, y, m) \
	FMLAE(26, 0, f, y) \
	FMLAE(25, 3, f, y) \
	CLEAR(z) \
	FMLA(z, x, y)

// TAKEIN keeps the element in V23 and puts it within the bound into V22; OUTSIDE is the mask of those beyond.
#define TAKEIN \
	BOUND(0) \
	FMIN(0, 23, 22) \
	FNEG(0, 0) \
	FMAX(0, 22, 22)
#define OUTSIDE(t, mask) \
	FABS(23, mask) \
	BOUND(t) \
	FCMGT(t, mask, mask)

// SOFTMAX stores the exponentials and puts what one is worth into V20 for widths, V21 for heights.
#define SOFTMAX(most, exps) \
	MOVD R8, R12 \
	ADD  R20, R8, R15 \
	MOVD R1, R13 \
	VLD1 (R12), [V0.S4] \
	VLD1 (R15), [V1.S4] \
most: \
	VLD1.P (R12)(R25), [V2.S4] \
	VLD1.P (R15)(R25), [V3.S4] \
	FMAX(2, 0, 0) \
	FMAX(3, 1, 1) \
	SUBS $1, R13 \
	BNE  most \
	MOVD R8, R12 \
	ADD  R20, R8, R15 \
	MOVD R1, R13 \
	MOVD R6, R14 \
	ADD  $256, R6, R17 \
	CLEAR(4) \
	CLEAR(5) \
exps: \
	VLD1.P (R12)(R25), [V2.S4] \
	VLD1.P (R15)(R25), [V3.S4] \
	FSUB(0, 2, 2) \
	FSUB(1, 3, 3) \
	EXP(2, 16, 17, 18, 19) \
	EXP(3, 16, 17, 18, 19) \
	VST1.P [V2.S4], 16(R14) \
	VST1.P [V3.S4], 16(R17) \
	FADD(2, 4, 4) \
	FADD(3, 5, 5) \
	SUBS $1, R13 \
	BNE  exps \
	DUPE(29, 3, 6) \
	FDIV(4, 6, 20) \
	FDIV(5, 6, 21)

// KNOT puts −bound + count·least + sum·scale into k.
#define KNOT(count, sum, scale, k) \
	DUPE(29, 1, k) \
	FMLAE(29, 2, count, k) \
	FMLA(sum, scale, k)

// SEARCH finds the bins among knots of sums in register sum: V3 and V5 are the sums of the exponentials before it, V4 and
// V6 its own, V7 its index, V8 and V9 the logits of the slopes at its ends, V10 the mask of elements in the last bin.
// Within, the mask says whether the element is behind the knot before: if so, this one may be its right end.
#define SEARCH(sum, scale, next) \
	ADD  R20<<1, R8, R12 \
	SUB  $1, R1, R13 \
	MOVD R6, R14 \
	ADD  $256, R6, R17 \
	ONE(15) \
	CLEAR(0) \
	CLEAR(1) \
	CLEAR(2) \
	CLEAR(3) \
	CLEAR(5) \
	CLEAR(7) \
	CLEAR(8) \
	FCMEQ(0, 0, 10) \
next: \
	VLD1.P 16(R14), [V11.S4] \
	VLD1.P 16(R17), [V12.S4] \
	VLD1.P (R12)(R25), [V13.S4] \
	FADD(11, 0, 0) \
	FADD(12, 1, 1) \
	FADD(15, 2, 2) \
	WHERE(10, 11, 4) \
	WHERE(10, 12, 6) \
	WHERE(10, 13, 9) \
	KNOT(2, sum, scale, 14) \
	FCMGE(14, 22, 10) \
	WHERE(10, 0, 3) \
	WHERE(10, 1, 5) \
	WHERE(10, 2, 7) \
	WHERE(10, 13, 8) \
	SUBS $1, R13 \
	BNE  next \
	VLD1 (R14), [V11.S4] \
	VLD1 (R17), [V12.S4] \
	CLEAR(13) \
	WHERE(10, 11, 4) \
	WHERE(10, 12, 6) \
	WHERE(10, 13, 9)

// FRAME puts the ends of the bin into V0 and V2 for x, V1 and V4 for y, its width and height into V5 and V6, its mean
// slope into V7. The last knot is the bound, free of rounding.
#define FRAME \
	KNOT(7, 3, 20, 0) \
	KNOT(7, 5, 21, 1) \
	FADD(4, 3, 3) \
	FADD(6, 5, 5) \
	FADD(15, 7, 7) \
	KNOT(7, 3, 20, 2) \
	KNOT(7, 5, 21, 4) \
	BOUND(6) \
	WHERE(10, 6, 2) \
	WHERE(10, 6, 4) \
	FSUB(0, 2, 5) \
	FSUB(1, 4, 6) \
	FDIV(5, 6, 7)

// SLOPEAT turns the logit l into the slope; V10–V14 and V16–V19 are used, e^−|l| stays in V10 and l in V11.
#define SLOPEAT(l) \
	SLOPESHIFT(11) \
	FADD(l, 11, 11) \
	LIMIT(12) \
	FMIN(12, 11, 11) \
	FABS(11, 10) \
	FNEG(10, 10) \
	EXP(10, 16, 17, 18, 19) \
	ONE(12) \
	FADD(12, 12, 12) \
	FADD(10, 12, 12) \
	FDIV(12, 10, 13) \
	TWICEATANH(13, 14, l, 16) \
	CLEAR(12) \
	FMAX(12, 11, 12) \
	FADD(12, l, l) \
	MINSLOPE(12) \
	FADD(12, l, l)

// PLACE takes ξ in V0 and ζ in V2, slopes in V8 and V9, and puts 1/den into V13, num into V14, ξζ, ξ² and ζ² into
// V10–V12. THROUGH then puts into V15 how far y has come through the bin.
#define PLACE \
	FMUL(0, 2, 10) \
	FMUL(0, 0, 11) \
	FMUL(2, 2, 12) \
	FADD(11, 12, 13) \
	FMUL(7, 13, 13) \
	FADD(8, 9, 14) \
	FMLA(10, 14, 13) \
	FMUL(9, 11, 14) \
	FMLA(8, 12, 14) \
	FADD(10, 10, 15) \
	FMLA(7, 15, 14) \
	ONE(15) \
	FDIV(13, 15, 13)
#define THROUGH \
	FMUL(7, 0, 15) \
	FMLA(8, 2, 15) \
	FMUL(0, 15, 15) \
	FMUL(13, 15, 15)

// SOLVE replaces the place of y in V0 and V2 by that of x.
#define SOLVE \
	FMUL(8, 2, 10) \
	FMUL(9, 0, 11) \
	FSUB(11, 10, 10) \
	FADD(7, 7, 11) \
	FMUL(11, 11, 12) \
	FMUL(0, 12, 12) \
	FMUL(2, 12, 12) \
	FMUL(10, 10, 13) \
	FADD(12, 13, 13) \
	FSQRT(13, 13) \
	FABS(10, 12) \
	FADD(12, 13, 13) \
	CLEAR(12) \
	FCMGT(10, 12, 12) \
	WHERE(12, 2, 0) \
	FMUL(11, 0, 0) \
	FADD(0, 13, 14) \
	FDIV(14, 0, 0) \
	FDIV(14, 13, 13) \
	COPY(13, 2) \
	WHERE(12, 0, 2) \
	WHERE(12, 13, 0)

// SPLINE puts the registers of a spline up; TOP begins four lanes with their sum of logarithms in V30, ELEMENTS takes
// the next.
#define SPLINE \
	MOVD d+0(FP), R0 \
	MOVD bins+8(FP), R1 \
	MOVD v+16(FP), R2 \
	MOVD theta+24(FP), R3 \
	MOVD out+32(FP), R4 \
	MOVD logdet+40(FP), R5 \
	MOVD room+48(FP), R6 \
	FMOVS bound+56(FP), F29 \
	FNEGS F29, F0 \
	VMOV V0.S[0], V29.S[1] \
	FMOVS least+60(FP), F0 \
	VMOV V0.S[0], V29.S[2] \
	FMOVS free+64(FP), F0 \
	VMOV V0.S[0], V29.S[3] \
	SPLINENUMBERS \
	STRIDES \
	MOVD $8, R7
#define TOP \
	MOVD R2, R9 \
	MOVD R4, R10 \
	MOVD R3, R8 \
	MOVD R0, R11 \
	CLEAR(30)
#define ELEMENTS \
	VLD1.P (R9)(R25), [V23.S4] \
	TAKEIN

// FINISH brings V15 from the bin, V1 to V4 and V6 long, to the value and stores it; V12 is then the logarithm of the slope.
#define FINISH \
	FMUL(6, 15, 15) \
	FADD(1, 15, 15) \
	FMIN(4, 15, 15) \
	OUTSIDE(5, 3) \
	WHERE(3, 23, 15) \
	VST1.P [V15.S4], (R10)(R25) \
	FMUL(7, 13, 13) \
	FMUL(13, 13, 13) \
	FMUL(14, 13, 13) \
	ONE(5) \
	WHERE(3, 5, 13) \
	LOG(13, 10, 11, 14, 15, 12) \
	ADD  R19, R8

// BOTTOM adds the sum to logdet and moves to the next lanes.
#define BOTTOM(again, moved) \
	ADD  $16, R2 \
	ADD  $16, R3 \
	ADD  $16, R4 \
	CBZ  R5, moved \
	VLD1 (R5), [V0.S4] \
	FADD(30, 0, 0) \
	VST1.P [V0.S4], 16(R5) \
moved: \
	SUBS $1, R7 \
	BNE  again

// func splineFwdNeon(d, bins int, v, theta, out, logdet, room *float32, bound, least, free float32)
TEXT ·splineFwdNeon(SB), NOSPLIT, $0-68
	SPLINE
lanes:
	TOP
row:
	ELEMENTS
	SOFTMAX(most, exps)
	SEARCH(0, 20, knot)
	FRAME
	FSUB(0, 22, 0)
	FSUB(22, 2, 2)
	FDIV(5, 0, 0)
	FDIV(5, 2, 2)
	SLOPEAT(8)
	SLOPEAT(9)
	PLACE
	THROUGH
	FINISH
	FADD(12, 30, 30)
	SUBS $1, R11
	BNE  row
	BOTTOM(lanes, moved)
	RET

// func splineInvNeon(d, bins int, v, theta, out, logdet, room *float32, bound, least, free float32)
TEXT ·splineInvNeon(SB), NOSPLIT, $0-68
	SPLINE
lanes:
	TOP
row:
	ELEMENTS
	SOFTMAX(most, exps)
	SEARCH(1, 21, knot)
	FRAME
	COPY(0, 20) // x from the left end of the bin; y's place there takes its registers
	COPY(2, 21)
	FSUB(1, 22, 0)
	FSUB(22, 4, 2)
	FDIV(6, 0, 0)
	FDIV(6, 2, 2)
	COPY(20, 1)
	COPY(21, 4)
	COPY(5, 6)
	SLOPEAT(8)
	SLOPEAT(9)
	SOLVE
	PLACE
	COPY(0, 15)
	FINISH
	FSUB(12, 30, 30)
	SUBS $1, R11
	BNE  row
	BOTTOM(lanes, moved)
	RET
