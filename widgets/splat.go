package widgets

// This file draws many small discs into pixels. Discs of one colour are counted first and toned after,
// 1 − (1 − α)ⁿ, so that dense places grow solid instead of dark and the order does not matter.

import (
	"image/color"
	"math"
)

// kernel is a disc's coverage of the pixels around it, for 4×4 places of its centre within a pixel.
type kernel struct {
	w   int // side in pixels
	cov [16][]uint8
}

// full is the count of one whole dot over a pixel.
const full = 64

// newKernel makes the kernel of a disc of r pixels.
func newKernel(r float64) *kernel {
	k := &kernel{w: 2*int(math.Ceil(r+0.5)) + 1}
	mid := float64(k.w / 2)
	for s := range k.cov {
		cx, cy := mid+(float64(s%4)+0.5)/4, mid+(float64(s/4)+0.5)/4
		cov := make([]uint8, k.w*k.w)
		for y := range k.w {
			for x := range k.w {
				d := math.Hypot(float64(x)+0.5-cx, float64(y)+0.5-cy)
				cov[y*k.w+x] = uint8(min(max(r+0.5-d, 0), 1)*full + 0.5)
			}
		}
		k.cov[s] = cov
	}
	return k
}

// kernelFor returns the kernel of a radius in pixels, in steps of 1/32.
func (p *Pixels) kernelFor(r float64) *kernel {
	key := int(r*32 + 0.5)
	k, ok := p.work.kernels[key]
	if !ok {
		if len(p.work.kernels) > 32 {
			clear(p.work.kernels)
		}
		k = newKernel(float64(key) / 32)
		p.work.kernels[key] = k
	}
	return k
}

func (p *Pixels) Dots(at []Point, r float64, each []color.NRGBA) {
	if len(each) == 0 || p.clip.Empty() {
		return
	}
	k := p.kernelFor(max(r*p.scale, 0.4))
	if len(each) == 1 {
		p.count(at, k)
		p.tone(each[0])
		return
	}
	p.blend(at, k, each)
}

// place finds where a dot's kernel goes: its top left pixel and the coverage for the place within the pixel.
func (p *Pixels) place(q Point, k *kernel) (x, y int, cov []uint8, ok bool) {
	fx, fy := q.X*p.scale, q.Y*p.scale
	if !(fx > -1e6 && fx < 1e6 && fy > -1e6 && fy < 1e6) {
		return 0, 0, nil, false
	}
	ix, iy := math.Floor(fx), math.Floor(fy)
	cov = k.cov[int((fy-iy)*4)&3*4+int((fx-ix)*4)&3]
	return int(ix) - k.w/2, int(iy) - k.w/2, cov, true
}

// count adds the coverage of all dots up, over the canvas's clip.
func (p *Pixels) count(at []Point, k *kernel) {
	c := p.clip
	w, h := c.Dx(), c.Dy()
	if cap(p.work.count) < w*h {
		p.work.count = make([]uint32, w*h)
	}
	n := p.work.count[:w*h]
	clear(n)
	for _, q := range at {
		x, y, cov, ok := p.place(q, k)
		if !ok {
			continue
		}
		x, y = x-c.Min.X, y-c.Min.Y
		i0, i1 := max(0, -x), min(k.w, w-x)
		if i0 >= i1 {
			continue
		}
		for j := max(0, -y); j < min(k.w, h-y); j++ {
			src := cov[j*k.w+i0 : j*k.w+i1]
			dst := n[(y+j)*w+x+i0:][:len(src)]
			for i, v := range src {
				dst[i] += uint32(v)
			}
		}
	}
}

// tone paints the counts with one colour.
func (p *Pixels) tone(c color.NRGBA) {
	clip := p.clip
	w := clip.Dx()
	table := tones(float64(c.A) / 255)
	last := uint32(len(table) - 1)
	r, g, b := uint32(c.R), uint32(c.G), uint32(c.B)
	for y := clip.Min.Y; y < clip.Max.Y; y++ {
		row := p.work.count[(y-clip.Min.Y)*w:][:w]
		pix := p.Img.Pix[p.Img.PixOffset(clip.Min.X, y):][:4*w]
		for x, n := range row {
			if n == 0 {
				continue
			}
			a := table[min(n, last)]
			over(pix[4*x:4*x+4:4*x+4], r, g, b, a)
		}
	}
}

// tones tabulates 1 − (1 − α)ⁿ, 0 to 256, over n in counts, up to where it is solid.
func tones(alpha float64) []uint32 {
	if alpha >= 1 {
		t := make([]uint32, full+1)
		for i := range t {
			t[i] = uint32(i * 256 / full)
		}
		return t
	}
	var t []uint32
	for i := 0; i < 4096; i++ {
		n := float64(i) / full
		v := 0.0
		if n < 1 { // the edge of a single dot is as steep as anywhere
			v = alpha * n
		} else {
			v = 1 - math.Pow(1-alpha, n)
		}
		t = append(t, uint32(v*256+0.5))
		if v > 0.998 {
			break
		}
	}
	return t
}

// blend draws dots one after the other, each in its own colour.
func (p *Pixels) blend(at []Point, k *kernel, each []color.NRGBA) {
	clip := p.clip
	for d, q := range at {
		x, y, cov, ok := p.place(q, k)
		if !ok {
			continue
		}
		c := each[d%len(each)]
		r, g, b, alpha := uint32(c.R), uint32(c.G), uint32(c.B), uint32(c.A)
		i0, i1 := max(0, clip.Min.X-x), min(k.w, clip.Max.X-x)
		if i0 >= i1 {
			continue
		}
		for j := max(0, clip.Min.Y-y); j < min(k.w, clip.Max.Y-y); j++ {
			pix := p.Img.Pix[p.Img.PixOffset(x+i0, y+j):]
			for i, v := range cov[j*k.w+i0 : j*k.w+i1] {
				if v != 0 {
					over(pix[4*i:4*i+4:4*i+4], r, g, b, (uint32(v)*alpha*256+full*255/2)/(full*255))
				}
			}
		}
	}
}

// over lays a colour with opacity a, 0 to 256, over a premultiplied pixel.
func over(p []uint8, r, g, b, a uint32) {
	ia := 256 - a
	p[0] = uint8((r*a + uint32(p[0])*ia + 128) >> 8)
	p[1] = uint8((g*a + uint32(p[1])*ia + 128) >> 8)
	p[2] = uint8((b*a + uint32(p[2])*ia + 128) >> 8)
	p[3] = uint8((255*a + uint32(p[3])*ia + 128) >> 8)
}
