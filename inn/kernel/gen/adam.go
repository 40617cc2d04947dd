package main

import (
	"github.com/mmcloughlin/avo/reg"
)

// The optimiser, the sum of gradients, and the loop that measures the processor.

func (g *gen) add() {
	g.function("add", "(n int, x, y *float32)", "adds x to y, see Table.")
	n, x, y := g.param("n"), g.param("x"), g.param("y")
	g.each(n, func(c *cursor) {
		v := c.load(y)
		g.VADDPS(c.load(x), v, v)
		c.store(v, y)
	})
	g.ret()
}

func (g *gen) adam() {
	g.function("adam", "(n int, p, m, v, grad, avg *float32,"+
		" rate, invV, beta1, rest1, beta2, rest2, eps, clip, decay, keep, rest float32)",
		"is a step of Adam, see Table and AdamStep; rest1 is 1−beta1, rest2 1−beta2, keep Avg and rest 1−Avg.")
	n, p, m, v := g.param("n"), g.param("p"), g.param("m"), g.param("v")
	grad, avg := g.param("grad"), g.param("avg")
	number := g.numbers("rate", "invV", "beta1", "rest1", "beta2", "rest2", "eps", "clip", "decay", "keep", "rest")
	g.each(n, func(c *cursor) {
		d, limit := c.load(grad), g.vec()
		clip := number("clip")
		g.VMINPS(d, clip, d)
		g.xor(g.holdBits(1<<31), clip, limit)
		g.VMAXPS(d, limit, d)
		old := c.load(p)
		g.VFMADD231PS(number("decay"), old, d)

		first := c.load(m)
		g.VMULPS(number("beta1"), first, first)
		g.VFMADD231PS(number("rest1"), d, first)
		c.store(first, m)

		g.VMULPS(d, d, d)
		second := c.load(v)
		g.VMULPS(number("beta2"), second, second)
		g.VFMADD231PS(number("rest2"), d, second)
		c.store(second, v)

		g.VMULPS(number("invV"), second, second)
		g.VSQRTPS(second, second)
		g.VADDPS(number("eps"), second, second)
		g.VMULPS(number("rate"), first, first)
		g.VDIVPS(second, first, first)
		g.VSUBPS(first, old, old)
		c.store(old, p)

		mean := c.load(avg)
		g.VMULPS(number("keep"), mean, mean)
		g.VFMADD231PS(number("rest"), old, mean)
		c.store(mean, avg)
	})
	g.ret()
}

// numbers makes scalar parameters available as vectors: AVX-512 keeps them all in registers, AVX2 spreads each where
// it is used.
func (g *gen) numbers(names ...string) func(name string) reg.VecVirtual {
	if g.bits == 256 {
		g.holdBits(1 << 31)
		return func(name string) reg.VecVirtual { return g.spread(g.scalar(name)) }
	}
	g.holdBits(1 << 31)
	held := map[string]reg.VecVirtual{}
	for _, name := range names {
		held[name] = g.spread(g.scalar(name))
	}
	return func(name string) reg.VecVirtual { return held[name] }
}

// peakChains is how many independent sums a round has: more than the processor needs to stay busy.
func (g *gen) peakChains() int { return map[int]int{512: 24, 256: 12}[g.bits] }

func (g *gen) peak() {
	g.function("peak", "(n int)", "runs n > 0 rounds of fused multiplications and additions.")
	n := g.param("n")
	x, y := g.zero(), g.zero()
	var sum []reg.VecVirtual
	for range g.peakChains() {
		sum = append(sum, g.zero())
	}
	again := g.label("round")
	g.at(again)
	for _, s := range sum {
		g.VFMADD231PS(x, y, s)
	}
	g.DECQ(n)
	g.JNZ(ref(again))
	g.ret()
}
