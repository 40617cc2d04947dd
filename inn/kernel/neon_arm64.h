// Instructions on four float32 that Go's assembler does not know, by their encoding (Arm Architecture Reference Manual,
// C7.2). Arguments are the numbers of the registers, operands in Go's order: the destination last, and what is
// subtracted or divided by first. Behind each stands what a disassembler makes of it with 1 for the first argument, 2 for
// the second and so on; a test compares.

#define FADD(m, n, d) WORD $(0x4E20D400 | (m)<<16 | (n)<<5 | (d)) // fadd v3.4s, v2.4s, v1.4s
#define FSUB(m, n, d) WORD $(0x4EA0D400 | (m)<<16 | (n)<<5 | (d)) // fsub v3.4s, v2.4s, v1.4s
#define FMUL(m, n, d) WORD $(0x6E20DC00 | (m)<<16 | (n)<<5 | (d)) // fmul v3.4s, v2.4s, v1.4s
#define FDIV(m, n, d) WORD $(0x6E20FC00 | (m)<<16 | (n)<<5 | (d)) // fdiv v3.4s, v2.4s, v1.4s
#define FMLA(m, n, d) WORD $(0x4E20CC00 | (m)<<16 | (n)<<5 | (d)) // fmla v3.4s, v2.4s, v1.4s
#define FMLS(m, n, d) WORD $(0x4EA0CC00 | (m)<<16 | (n)<<5 | (d)) // fmls v3.4s, v2.4s, v1.4s
#define FMAX(m, n, d) WORD $(0x4E20F400 | (m)<<16 | (n)<<5 | (d)) // fmax v3.4s, v2.4s, v1.4s
#define FMIN(m, n, d) WORD $(0x4EA0F400 | (m)<<16 | (n)<<5 | (d)) // fmin v3.4s, v2.4s, v1.4s
#define FADDP(m, n, d) WORD $(0x6E20D400 | (m)<<16 | (n)<<5 | (d)) // faddp v3.4s, v2.4s, v1.4s
#define FCMGT(m, n, d) WORD $(0x6EA0E400 | (m)<<16 | (n)<<5 | (d)) // fcmgt v3.4s, v2.4s, v1.4s
#define FCMGE(m, n, d) WORD $(0x6E20E400 | (m)<<16 | (n)<<5 | (d)) // fcmge v3.4s, v2.4s, v1.4s
#define FCMEQ(m, n, d) WORD $(0x4E20E400 | (m)<<16 | (n)<<5 | (d)) // fcmeq v3.4s, v2.4s, v1.4s
#define FABS(n, d) WORD $(0x4EA0F800 | (n)<<5 | (d)) // fabs v2.4s, v1.4s
#define FNEG(n, d) WORD $(0x6EA0F800 | (n)<<5 | (d)) // fneg v2.4s, v1.4s
#define FSQRT(n, d) WORD $(0x6EA1F800 | (n)<<5 | (d)) // fsqrt v2.4s, v1.4s
#define FCMGTZERO(n, d) WORD $(0x4EA0C800 | (n)<<5 | (d)) // fcmgt v2.4s, v1.4s, #0.0
#define FCVTNS(n, d) WORD $(0x4E21A800 | (n)<<5 | (d)) // fcvtns v2.4s, v1.4s
#define SCVTF(n, d) WORD $(0x4E21D800 | (n)<<5 | (d)) // scvtf v2.4s, v1.4s

// By one element of m.
#define FMULE(m, i, n, d) WORD $(0x4F809000 | ((i)&1)<<21 | ((i)>>1)<<11 | (m)<<16 | (n)<<5 | (d)) // fmul v4.4s, v3.4s, v1.s[2]
#define FMLAE(m, i, n, d) WORD $(0x4F801000 | ((i)&1)<<21 | ((i)>>1)<<11 | (m)<<16 | (n)<<5 | (d)) // fmla v4.4s, v3.4s, v1.s[2]
#define FMLSE(m, i, n, d) WORD $(0x4F805000 | ((i)&1)<<21 | ((i)>>1)<<11 | (m)<<16 | (n)<<5 | (d)) // fmls v4.4s, v3.4s, v1.s[2]
#define DUPE(n, i, d) WORD $(0x4E040400 | (i)<<19 | (n)<<5 | (d)) // dup v3.4s, v1.s[2]

// The first and the last two elements as float64, and sums of two of those.
#define FCVTL(n, d) WORD $(0x0E617800 | (n)<<5 | (d)) // fcvtl v2.2d, v1.2s
#define FCVTLTWO(n, d) WORD $(0x4E617800 | (n)<<5 | (d)) // fcvtl2 v2.2d, v1.4s
#define FADDTWO(m, n, d) WORD $(0x4E60D400 | (m)<<16 | (n)<<5 | (d)) // fadd v3.2d, v2.2d, v1.2d
#define FADDPTWO(m, n, d) WORD $(0x6E60D400 | (m)<<16 | (n)<<5 | (d)) // faddp v3.2d, v2.2d, v1.2d

// Whole numbers and bits.
#define MULI(m, n, d) WORD $(0x4EA09C00 | (m)<<16 | (n)<<5 | (d)) // mul v3.4s, v2.4s, v1.4s
#define ADDI(m, n, d) WORD $(0x4EA08400 | (m)<<16 | (n)<<5 | (d)) // add v3.4s, v2.4s, v1.4s
#define SUBI(m, n, d) WORD $(0x6EA08400 | (m)<<16 | (n)<<5 | (d)) // sub v3.4s, v2.4s, v1.4s
#define LOGARITHM(n, d) WORD $(0x4F290400 | (n)<<5 | (d)) // sshr v2.4s, v1.4s, #23
#define EXPONENT(n, d) WORD $(0x4F375400 | (n)<<5 | (d)) // shl v2.4s, v1.4s, #23
#define SHIFTRIGHT(by, n, d) WORD $(0x6F000400 | (64-(by))<<16 | (n)<<5 | (d)) // ushr v3.4s, v2.4s, #1
#define AND(m, n, d) WORD $(0x4E201C00 | (m)<<16 | (n)<<5 | (d)) // and v3.16b, v2.16b, v1.16b
#define EOR(m, n, d) WORD $(0x6E201C00 | (m)<<16 | (n)<<5 | (d)) // eor v3.16b, v2.16b, v1.16b
#define WHERE(m, n, d) WORD $(0x6EA01C00 | (m)<<16 | (n)<<5 | (d)) // bit v3.16b, v2.16b, v1.16b
#define COPY(n, d) WORD $(0x4EA01C00 | (n)<<16 | (n)<<5 | (d)) // mov v2.16b, v1.16b
#define CLEAR(d) EOR(d, d, d)
