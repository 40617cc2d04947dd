#include "textflag.h"
#include "neon_arm64.h"
#include "neon_math_arm64.h"
#include "neon_spline_arm64.h"

// The gradients of the rational-quadratic spline; see plain_spline_grad.go for the formulas. The inverse's are those of
// the forward with other gradients put in.
//
// Throughout, beside the registers of both files: R9 the element, R21 its gradient, R10 where that of the input goes, R22
// where those of the logits go, V30 the gradient of log f'.

// Places in the room behind the exponentials: of the bins before an element's the number and the sums, and its own
// exponentials.
#define INDEX 512
#define BEFOREX 528
#define OWNX 544
#define BEFOREY 560
#define OWNY 576

// SPLINEGRAD puts the registers up; TOP begins four lanes, BOTTOM moves to the next.
#define SPLINEGRAD \
	MOVD d+0(FP), R0 \
	MOVD bins+8(FP), R1 \
	MOVD grad+16(FP), R2 \
	MOVD x+24(FP), R3 \
	MOVD theta+32(FP), R4 \
	MOVD dlogdet+40(FP), R5 \
	MOVD out+48(FP), R23 \
	MOVD dtheta+56(FP), R24 \
	MOVD room+64(FP), R6 \
	SPLINENUMBERS(bound+72(FP), least+76(FP), free+80(FP))
#define TOP(none) \
	MOVD R2, R21 \
	MOVD R3, R9 \
	MOVD R4, R8 \
	MOVD R23, R10 \
	MOVD R24, R22 \
	MOVD R0, R11 \
	CLEAR(30) \
	CBZ  R5, none \
	VLD1.P 16(R5), [V30.S4] \
none:
#define BOTTOM(again) \
	ADD  $16, R2 \
	ADD  $16, R3 \
	ADD  $16, R4 \
	ADD  $16, R23 \
	ADD  $16, R24 \
	SUBS $1, R7 \
	BNE  again

// SLOPE is SLOPEAT, and its derivative by the logit goes to by.
#define SLOPE(l, by) \
	SLOPEAT(l) \
	ONE(by) \
	FADD(by, 10, 12) \
	CLEAR(13) \
	FCMGT(11, 13, 13) \
	WHERE(13, 10, by) \
	FDIV(12, by, by)

// PLACED leaves ξ in V0, ζ in V2, 1/width in V5, the height in V6, s in V7, d0 and d1 in V8 and V9, their derivatives in V1
// and V4, and what PLACE does.
#define PLACED \
	VLD1.P (R9)(R25), [V23.S4] \
	TAKEIN \
	SOFTMAX(most, exps) \
	SEARCH(0, 20, knot) \
	FMOVQ F7, INDEX(R6) \
	FMOVQ F3, BEFOREX(R6) \
	FMOVQ F4, OWNX(R6) \
	FMOVQ F5, BEFOREY(R6) \
	FMOVQ F6, OWNY(R6) \
	FRAME \
	FSUB(0, 22, 0) \
	FSUB(22, 2, 2) \
	ONE(15) \
	FDIV(5, 15, 5) \
	FMUL(5, 0, 0) \
	FMUL(5, 2, 2) \
	SLOPE(8, 1) \
	SLOPE(9, 4) \
	PLACE

// LOGSLOPES puts 1/num into V3 and the derivatives of log f' by ξ and by s into V16 and V17:
// 2·((d1·ξ − d0·ζ + s·(ζ−ξ))/num − (d0 + d1 − 2s)·(ζ−ξ)/den) and 2·(1/s + ξζ/num − (ξ²+ζ²)/den).
#define LOGSLOPES \
	ONE(15) \
	FDIV(14, 15, 3) \
	FSUB(0, 2, 18) \
	FMUL(9, 0, 16) \
	FMLS(8, 2, 16) \
	FMLA(7, 18, 16) \
	FMUL(3, 16, 16) \
	FADD(8, 9, 19) \
	FSUB(7, 19, 19) \
	FSUB(7, 19, 19) \
	FMUL(18, 19, 19) \
	FMLS(13, 19, 16) \
	FADD(16, 16, 16) \
	FDIV(7, 15, 17) \
	FMLA(10, 3, 17) \
	FADD(11, 12, 19) \
	FMLS(13, 19, 17) \
	FADD(17, 17, 17)

// WEIGHED puts the gradients of log f' into V22 and leaves that of y in V31, both 0 where V18 says that it is outside.
#define WEIGHED \
	CLEAR(19) \
	COPY(30, 22) \
	WHERE(18, 19, 22) \
	WHERE(18, 19, 31)

// INNER goes from there to the gradient by x in V19, by the logits of the slopes in V14 and V12, by the width of the bins
// before the element's in V17, by that of its own in V16, by their heights in V31 and V15.
#define INNER \
	THROUGH \
	FMUL(31, 15, 15) \
	FMUL(31, 6, 6) \
	FMUL(13, 6, 6) \
	FMUL(13, 6, 6) /* gy·h/den² */ \
	FMUL(14, 7, 19) \
	FMUL(6, 19, 19) \
	FMLA(16, 22, 19) \
	FMUL(5, 19, 19) \
	FMUL(10, 6, 6) \
	FMUL(9, 11, 16) /* by s, over the width */ \
	FMLS(8, 12, 16) \
	FMUL(6, 16, 16) \
	FMLA(17, 22, 16) \
	FMUL(5, 16, 16) \
	FADD(16, 15, 15) \
	FMUL(7, 16, 16) \
	FMLA(19, 0, 16) \
	FNEG(16, 16) \
	FNEG(19, 17) \
	FMUL(10, 13, 13) \
	FADD(13, 13, 13) /* 2·ξζ/den */ \
	FMUL(7, 12, 14) \
	FMLA(9, 10, 14) \
	FMUL(6, 14, 14) \
	FMUL(3, 12, 12) \
	FSUB(13, 12, 12) \
	FMLA(12, 22, 14) \
	FMUL(1, 14, 14) \
	FMUL(3, 11, 12) \
	FSUB(13, 12, 12) \
	FMUL(22, 12, 12) \
	FMUL(7, 11, 11) \
	FMLA(8, 10, 11) \
	FMLS(6, 11, 12) \
	FMUL(4, 12, 12)

// SHARED goes from the gradients by the width or height of the bins before an element's and by its own through the
// softmax: what an exponential before the bin's gets, that one, and in rest those behind it. V18 holds 1/free; t is used.
#define SHARED(before, own, sumBefore, sumOwn, scale, rest, t) \
	FMOVQ sumBefore(R6), F0 \
	FMOVQ sumOwn(R6), F1 \
	FMUL(before, 0, t) \
	FMLA(own, 1, t) \
	FMUL(scale, t, t) \
	FMULE(18, 0, t, t) \
	FSUB(t, before, before) \
	FMUL(scale, before, before) \
	FSUB(t, own, own) \
	FMUL(scale, own, own) \
	FNEG(t, t) \
	FMUL(scale, t, rest)

// LOGITS writes the gradients of the logits.
#define LOGITS(again, done) \
	FMOVS inv+84(FP), F18 \
	SHARED(17, 16, BEFOREX, OWNX, 20, 2, 3) \
	SHARED(31, 15, BEFOREY, OWNY, 21, 4, 3) \
	MOVD R22, R12 \
	ADD  R20, R22, R15 \
	ADD  R20<<1, R22, R16 \
	MOVD R1, R13 \
	MOVD R6, R14 \
	ADD  $256, R6, R17 \
	FMOVQ INDEX(R6), F0 \
	ONE(1) \
	CLEAR(3) \
	FCMGT(3, 0, 5) \
	FCMEQ(3, 0, 6) \
again: \
	VLD1.P 16(R14), [V7.S4] \
	VLD1.P 16(R17), [V8.S4] \
	COPY(2, 9) \
	COPY(4, 10) \
	WHERE(5, 17, 9) \
	WHERE(5, 31, 10) \
	WHERE(6, 16, 9) \
	WHERE(6, 15, 10) \
	FMUL(7, 9, 9) \
	FMUL(8, 10, 10) \
	VST1.P [V9.S4], (R12)(R25) \
	VST1.P [V10.S4], (R15)(R25) \
	SUBS $1, R13 \
	BEQ  done \
	CLEAR(9) /* the slope at the right end of this bin */ \
	WHERE(6, 12, 9) \
	FADD(1, 3, 3) \
	FCMGT(3, 0, 5) \
	FCMEQ(3, 0, 6) \
	WHERE(6, 14, 9) \
	VST1.P [V9.S4], (R16)(R25) \
	B    again \
done: \
	ADD  R19, R8 \
	ADD  R19, R22

// func splineFwdGradNeon(d, bins int, grad, x, theta, dlogdet, out, dtheta, room *float32, bound, least, free, inv float32)
TEXT ·splineFwdGradNeon(SB), NOSPLIT, $0-88
	SPLINEGRAD
lanes:
	TOP(none)
row:
	PLACED
	LOGSLOPES
	VLD1.P (R21)(R25), [V31.S4]
	OUTSIDE(22, 18)
	COPY(31, 23)
	WEIGHED
	INNER
	WHERE(18, 23, 19)
	VST1.P [V19.S4], (R10)(R25)
	LOGITS(logit, done)
	SUBS $1, R11
	BNE  row
	BOTTOM(lanes)
	RET

// func splineInvGradNeon(d, bins int, grad, x, theta, dlogdet, out, dtheta, room *float32, bound, least, free, inv float32)
TEXT ·splineInvGradNeon(SB), NOSPLIT, $0-88
	SPLINEGRAD
lanes:
	TOP(none)
	FNEG(30, 30)
row:
	PLACED
	LOGSLOPES
	VLD1.P (R21)(R25), [V31.S4]
	FMUL(5, 16, 19) // (gradient + V30·∂log f'/∂x)/f' is that by y
	FMUL(30, 19, 19)
	FADD(31, 19, 19)
	FMUL(7, 13, 18)
	FMUL(18, 18, 18)
	FMUL(14, 18, 18)
	FDIV(18, 19, 19)
	OUTSIDE(22, 18)
	COPY(19, 22)
	WHERE(18, 31, 22)
	VST1.P [V22.S4], (R10)(R25)
	FNEG(19, 31)
	WEIGHED
	INNER
	LOGITS(logit, done)
	SUBS $1, R11
	BNE  row
	BOTTOM(lanes)
	RET
