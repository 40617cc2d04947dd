package widgets

// This file holds every colour of the program in one value, light and dark, so that a picture on the screen, a
// picture in a file and the controls around them agree. The mode colours were found by annealing over colour-vision
// matrices (Machado, Oliveira, Fernandes 2009): any two of them, and the posterior's and the prior's, stay apart for
// readers with protan, deutan and tritan vision.

import (
	"image/color"

	"github.com/lucasb-eyer/go-colorful"
)

// Theme is all colours of the window and of the figures. It is passed down as a value; there is no global one.
type Theme struct {
	Dark bool

	BG, Card, Sunk   color.NRGBA // window; cards and toolbar; plot background
	Line, Grid, Axis color.NRGBA // borders; plot grid; plot axes

	Text, Text2, Text3 color.NRGBA // words; secondary words; disabled

	Ctl                        color.NRGBA // track of a slider or of a segmented control
	Accent, AccentBG, OnAccent color.NRGBA // selection and focus; selected fill; words on accent

	Prior, PriorFill         color.NRGBA // prior: points and outline; histogram
	Post, PostFill, PostText color.NRGBA // posterior: points and outline; histogram (opaque); words
	Truth                    color.NRGBA // dashed lines and exact samples

	Ly, Lz, Lx, Lr, Ln color.NRGBA // the losses; the first two also the badges of y and z

	OK            color.NRGBA    // training
	Warn, WarnBG  color.NRGBA    // warnings
	Err, ErrBG    color.NRGBA    // errors, always with words
	ToastAction   color.NRGBA    // action on an inverted toast
	Mode          [8]color.NRGBA // the eight mode colours
	Shade         color.NRGBA    // what a latent image fades to far from every mode
	Raise, Shadow color.NRGBA    // ring and halo of a cursor, readable on any colour
}

// Light returns the light theme; files use it unless the user asks for the other.
func Light() Theme {
	return Theme{
		BG: hex(0xF1F4F7), Card: hex(0xFFFFFF), Sunk: hex(0xF6F8FA),
		Line: hex(0xD5DBE1), Grid: hex(0xE9EDF1), Axis: hex(0x8A95A1),
		Text: hex(0x18212B), Text2: hex(0x51606E), Text3: hex(0x96A1AC),
		Ctl:    hex(0xE4E9EE),
		Accent: hex(0x0A559E), AccentBG: hex(0xE3EFFA), OnAccent: hex(0xFFFFFF),
		Prior: hex(0xA9B2BC), PriorFill: hex(0xDCE1E6),
		Post: hex(0xE07A00), PostFill: hex(0xF5BE7C), PostText: hex(0xA85600),
		Truth: hex(0x18212B),
		Ly:    hex(0x0A559E), Lz: hex(0x00875F), Lx: hex(0xC2410C), Lr: hex(0x7A8794), Ln: hex(0x722955),
		OK:   hex(0x00875F),
		Warn: hex(0x9A6700), WarnBG: hex(0xFFF3D6),
		Err: hex(0xB3261E), ErrBG: hex(0xFBE9E7),
		ToastAction: hex(0x8CC4F5),
		Mode: [8]color.NRGBA{
			hex(0x33AF72), hex(0x1C239D), hex(0xA03DF5), hex(0xD10883),
			hex(0xDA86FA), hex(0x4F5E06), hex(0x1B3512), hex(0x476EB0),
		},
		Shade: hex(0xFFFFFF),
		Raise: hex(0x101418), Shadow: hex(0xFFFFFF),
	}
}

// Dark returns the dark theme.
func Dark() Theme {
	return Theme{
		Dark: true,
		BG:   hex(0x0E1216), Card: hex(0x171C22), Sunk: hex(0x12171C),
		Line: hex(0x303943), Grid: hex(0x242B33), Axis: hex(0x78848F),
		Text: hex(0xEAF0F5), Text2: hex(0xAAB6C1), Text3: hex(0x66727D),
		Ctl:    hex(0x2A323B),
		Accent: hex(0x6DB5F2), AccentBG: hex(0x16324A), OnAccent: hex(0x0B1620),
		Prior: hex(0x6B7681), PriorFill: hex(0x3A434D),
		Post: hex(0xFF9A2E), PostFill: hex(0xA8651C), PostText: hex(0xFFB25E),
		Truth: hex(0xF4F8FB),
		Ly:    hex(0x6DB5F2), Lz: hex(0x8FE6C4), Lx: hex(0xFF7F50), Lr: hex(0x8B98A5), Ln: hex(0xBD57FD),
		OK:   hex(0x3CC79A),
		Warn: hex(0xF0B83F), WarnBG: hex(0x3A2E12),
		Err: hex(0xFF8A80), ErrBG: hex(0x3A1A1A),
		ToastAction: hex(0x0A559E),
		Mode: [8]color.NRGBA{
			hex(0xBCF6DD), hex(0x3C64F9), hex(0xD3C4FA), hex(0xE40D44),
			hex(0xA439B9), hex(0xF7EC20), hex(0x1A7814), hex(0x57A7F9),
		},
		Shade: hex(0x0B0E11),
		Raise: hex(0x101418), Shadow: hex(0xFFFFFF),
	}
}

// Loss returns the colour of a loss by its index in the order y, z, x; any further loss is grey.
func (t *Theme) Loss(i int) color.NRGBA {
	switch i {
	case 0:
		return t.Ly
	case 1:
		return t.Lz
	case 2:
		return t.Lx
	case 4:
		return t.Ln
	}
	return t.Lr
}

// Ink returns the colour of a digit on a disc of colour c: near-black on a light disc, white on a dark one.
func Ink(c color.NRGBA) color.NRGBA {
	if Luminance(c) > 0.22 {
		return hex(0x101418)
	}
	return hex(0xFFFFFF)
}

// Luminance returns the relative luminance of c, 0 (black) to 1 (white), as WCAG defines it.
func Luminance(c color.NRGBA) float64 {
	r, g, b := opaque(c).LinearRgb()
	return 0.2126*r + 0.7152*g + 0.0722*b
}

// Alpha returns c with opacity a, 0 to 1, in place of its own.
func Alpha(c color.NRGBA, a float64) color.NRGBA {
	c.A = uint8(min(max(a, 0), 1)*255 + 0.5)
	return c
}

// Mix returns the opaque colour a fraction t of the way from a to b, in sRGB as screens and drawing programs blend.
func Mix(a, b color.NRGBA, t float64) color.NRGBA {
	r, g, bl := opaque(a).BlendRgb(opaque(b), min(max(t, 0), 1)).Clamped().RGB255()
	return color.NRGBA{R: r, G: g, B: bl, A: 255}
}

// Over returns the opaque colour of c, with its opacity, over the opaque colour bg.
func Over(c, bg color.NRGBA) color.NRGBA { return Mix(bg, c, float64(c.A)/255) }

func opaque(c color.NRGBA) colorful.Color {
	return colorful.Color{R: float64(c.R) / 255, G: float64(c.G) / 255, B: float64(c.B) / 255}
}

// hex turns 0xRRGGBB into an opaque colour.
func hex(v uint32) color.NRGBA {
	return color.NRGBA{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v), A: 255}
}
