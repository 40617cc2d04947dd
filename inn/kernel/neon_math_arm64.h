// The exponential, for every file that needs it. Its numbers stand four in a register, V24–V26, in the order of
// neonNumbers; R26 then points behind them.
#define EXPNUMBERS \
	MOVD   $·neonNumbers(SB), R26 \
	VLD1.P 48(R26), [V24.S4, V25.S4, V26.S4]
#define ONE(d) DUPE(26, 1, d)
#define LIMIT(d) DUPE(26, 2, d)
#define MINUSLIMIT(d) DUPE(26, 3, d)

// HORNER is next = number i of m + so·z.
#define HORNER(m, i, so, z, next) \
	DUPE(m, i, next) \
	FMLA(z, so, next)

// EXP replaces x by e^x with x clamped to ±coef.ExpLimit; n, f, y and t are used.
#define EXP(x, n, f, y, t) \
	LIMIT(t) \
	FMIN(t, x, x) \
	MINUSLIMIT(t) \
	FMAX(t, x, x) \
	FMULE(25, 2, x, f) \
	FCVTNS(f, n) \
	SCVTF(n, f) \
	FMLSE(25, 3, f, x) \
	FMLSE(26, 0, f, x) \
	DUPE(24, 0, y) \
	HORNER(24, 1, y, x, t) \
	HORNER(24, 2, t, x, y) \
	HORNER(24, 3, y, x, t) \
	HORNER(25, 0, t, x, y) \
	HORNER(25, 1, y, x, t) \
	FMUL(x, x, f) \
	FMLA(t, f, x) \
	ONE(t) \
	FADD(t, x, x) \
	EXPONENT(n, n) \
	ADDI(n, x, x)
