// What both files of the rational-quadratic spline share; see plain_spline.go for the formulas. Four elements at a time
// go through the softmax of their logits, whose exponentials stand in the caller's room, widths before heights, and
// through all bins: what belongs to an element's bin is kept by comparing it with every knot.
//
// Throughout: V24–V28 numbers, V29 bound, −bound, least, free; R1 bins, R6 room, R8 the logits of the elements at hand,
// R19 bytes of a feature's logits, R20 bytes of its widths, R25 bytes of a row, R7 counts the eight times four lanes.

#define SPLINENUMBERS(bound, least, free) \
	FMOVS bound, F29 \
	FNEGS F29, F0 \
	VMOV V0.S[0], V29.S[1] \
	FMOVS least, F0 \
	VMOV V0.S[0], V29.S[2] \
	FMOVS free, F0 \
	VMOV V0.S[0], V29.S[3] \
	EXPNUMBERS \
	MOVD $·neonSplineNumbers(SB), R26 \
	VLD1 (R26), [V27.S4, V28.S4] \
	MOVD $128, R25 \
	LSL  $7, R1, R20 \
	ADD  R20<<1, R20, R19 \
	SUB  R25, R19 \
	MOVD $8, R7
#define BOUND(d) DUPE(29, 0, d)
#define SLOPESHIFT(d) DUPE(28, 2, d)
#define MINSLOPE(d) DUPE(28, 3, d)

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
