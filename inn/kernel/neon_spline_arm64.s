#include "textflag.h"
#include "neon_arm64.h"
#include "neon_math_arm64.h"
#include "neon_spline_arm64.h"

// The rational-quadratic spline, forward and inverse.

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
	SPLINENUMBERS(bound+56(FP), least+60(FP), free+64(FP))
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
