import NextAuth from 'next-auth';
import type { NextRequest } from 'next/server';
import { createAuthOptions } from '@/server/auth';
import { getContainer } from '@/server/container';

type Context = { params: Promise<{ nextauth: string[] }> };

async function handle(request: NextRequest, context: Context): Promise<Response> {
  return (await NextAuth(request as never, context as never, createAuthOptions(await getContainer()))) as Response;
}

export { handle as GET, handle as POST };
